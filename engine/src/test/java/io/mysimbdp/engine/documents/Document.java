package io.mysimbdp.engine.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the project's documentation, in Markdown.
 *
 * @param project the folder of the source tree
 * @param name its path from there, with slashes
 * @param lines its lines
 */
public record Document(Path project, String name, List<String> lines) {

  /** Folders that hold nothing that was written by hand. */
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".mysimbdp", "node_modules");

  private static final Pattern FENCE = Pattern.compile("^\\s*```(\\w*)\\s*$");

  /** Copies. */
  public Document {
    lines = List.copyOf(lines);
  }

  /** Returns all pages below a source tree: README.md, then the others by name. */
  public static List<Document> all(Path project) {
    List<Document> documents = new ArrayList<>();
    try {
      Files.walkFileTree(
          project,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (file.toString().endsWith(".md") && !file.toString().contains("/src/")) {
                documents.add(
                    new Document(
                        project,
                        project.relativize(file).toString().replace('\\', '/'),
                        Files.readAllLines(file)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    documents.sort(
        Comparator.comparing((Document document) -> !document.name().equals("README.md"))
            .thenComparing(Document::name));
    return documents;
  }

  /** Returns the folder of the source tree that is being tested. */
  public static Path sourceTree() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no .mvn above");
    }
    return folder;
  }

  /** Returns where the page is. */
  public Path file() {
    return project.resolve(name);
  }

  /** Returns the fenced blocks of a language, with what is said of them in the line before. */
  public List<Block> blocks(String language) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        continue;
      }
      int begin = i + 1;
      do {
        i++;
      } while (i < lines.size() && !lines.get(i).strip().equals("```"));
      if (fence.group(1).equals(language)) {
        Mark mark = Mark.of(begin < 2 ? "" : lines.get(begin - 2));
        blocks.add(new Block(this, begin + 1, lines.subList(begin, i), mark));
      }
    }
    return blocks;
  }

  /** Returns the lines with those of fenced blocks emptied, so that numbers stay. */
  public List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : lines) {
      boolean fence = line.strip().startsWith("```");
      prose.add(fence || fenced ? "" : line);
      fenced = fence != fenced;
    }
    return prose;
  }

  @Override
  public String toString() {
    return name;
  }
}
