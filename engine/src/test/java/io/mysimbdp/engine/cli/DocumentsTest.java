package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.documents.Block;
import io.mysimbdp.engine.documents.Document;
import io.mysimbdp.engine.documents.DocumentedCommand;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the pages of the project say of commands, options and of each other is there. */
class DocumentsTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern TABLE_ROW = Pattern.compile("^\\| `engine ([a-z-]+)[^`]*`.*");

  private static final CommandLine ENGINE = engine();

  private final List<Document> documents = Document.all(Document.sourceTree());

  private static CommandLine engine() {
    PrintWriter nobody = new PrintWriter(Writer.nullWriter());
    return new CommandLineFactory(new Console(nobody, nobody), Map.of()).create();
  }

  @Test
  void commands_and_options_that_pages_name_exist() {
    List<String> problems = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (Document document : documents) {
      List<String> prose = document.prose();
      for (int i = 0; i < prose.size(); i++) {
        Matcher code = CODE.matcher(prose.get(i));
        while (code.find()) {
          look(document.name() + ":" + (i + 1), code.group(1), named, problems);
        }
      }
      for (Block block : document.blocks("sh")) {
        for (DocumentedCommand command : block.commands()) {
          look(document.name() + ":" + command.line(), command.text(), named, problems);
        }
      }
    }

    assertThat(problems).isEmpty();
    // Else nothing has been found in pages that are written otherwise now.
    assertThat(named)
        .contains("run --watch", "tenant limit --rows-per-second")
        .hasSizeGreaterThan(40);
  }

  /** Looks at what may be a call of the engine, placeholders, brackets and all. */
  private static void look(String where, String text, Set<String> named, List<String> problems) {
    String call = text.replaceFirst("\\s#\\s.*", "").replaceAll("[\\[\\]…\\\\]", " ");
    Matcher engine = Pattern.compile("(?:^|[;|&(]\\s*)(?:\\S*/)?engine ([a-z].*)").matcher(call);
    while (engine.find()) {
      CommandLine command = ENGINE;
      String path = "";
      for (String word : engine.group(1).split("[;&>]|\\|\\s", 2)[0].trim().split("[\\s,]+", -1)) {
        String option = word.replaceFirst("=.*", "");
        List<String> alternatives = List.of(word.split("\\|", -1));
        if (option.startsWith("-")) {
          if (!command.getCommandSpec().optionsMap().containsKey(option)) {
            problems.add(where + ": engine " + path + "has no " + option);
          }
          named.add(path + option);
        } else if (path.isEmpty() || (!command.getSubcommands().isEmpty() && isWord(word))) {
          for (String alternative : alternatives) {
            if (!command.getSubcommands().containsKey(alternative)) {
              problems.add(where + ": there is no engine " + path + alternative);
            }
          }
          CommandLine next = command.getSubcommands().get(alternatives.get(0));
          if (next != null) {
            command = next;
            path += alternatives.get(0) + " ";
          }
        }
      }
    }
  }

  private static boolean isWord(String word) {
    return word.matches("[a-z|-]+");
  }

  @Test
  void the_readme_has_each_command_in_its_table() {
    Set<String> rows = new HashSet<>();
    Set<String> text = new HashSet<>();
    for (String line : documents.get(0).lines()) {
      Matcher row = TABLE_ROW.matcher(line);
      if (row.matches()) {
        rows.add(row.group(1));
        text.add(line);
      }
    }

    ENGINE
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                assertThat(rows).as("rows of README.md").contains(name);
              }
              command
                  .getSubcommands()
                  .keySet()
                  .forEach(
                      inner ->
                          assertThat(text)
                              .as("rows of README.md for %s %s", name, inner)
                              .anySatisfy(
                                  line ->
                                      assertThat(line)
                                          .containsPattern(
                                              "`engine " + name + "[^`]*\\b" + inner + "\\b")));
            });
  }

  @Test
  void links_between_pages_lead_somewhere() {
    Map<Path, Set<String>> anchors = new HashMap<>();
    documents.forEach(document -> anchors.put(document.file().normalize(), anchors(document)));
    List<String> problems = new ArrayList<>();
    for (Document document : documents) {
      for (String link : links(document)) {
        String[] parts = link.split("#", 2);
        Path target = target(document, parts[0]);
        if (!Files.exists(target)) {
          problems.add(document + ": " + link + ": there is no " + target);
        } else if (parts.length == 2
            && !anchors.getOrDefault(target, Set.of()).contains(parts[1])) {
          problems.add(document + ": " + link + ": no such heading");
        }
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void the_readme_links_to_each_page() {
    Document readme = documents.get(0);
    Set<Path> linked = new HashSet<>();
    links(readme).forEach(link -> linked.add(target(readme, link.split("#", 2)[0])));
    linked.add(readme.file().normalize());

    assertThat(linked).containsAll(documents.stream().map(d -> d.file().normalize()).toList());
  }

  private static List<String> links(Document document) {
    List<String> links = new ArrayList<>();
    for (String line : document.prose()) {
      Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", "code"));
      while (link.find()) {
        if (!link.group(1).matches("[a-z]+:.*")) {
          links.add(link.group(1));
        }
      }
    }
    return links;
  }

  private static Path target(Document document, @Nullable String path) {
    Path file = document.file().normalize();
    return path == null || path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  /** Returns what headings are called in links: lower case, dashes for blanks, no punctuation. */
  private static Set<String> anchors(Document document) {
    Set<String> anchors = new HashSet<>();
    for (String line : document.prose()) {
      if (line.matches("#{1,6} .*")) {
        anchors.add(
            line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }
}
