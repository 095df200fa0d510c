package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Maven project that ingests files like a sample: its files, before they are written. Immutable.
 *
 * @param files the content of each, by its path in the project
 */
public record TenantProject(Map<String, byte[]> files) {

  private static final int MOST_CELLS = 10;
  private static final int LONGEST_CELL = 60;

  /**
   * What is not in the sample.
   *
   * @param tenant its id
   * @param group the Maven group; the package is below it
   * @param version of the tenant API and the test kit
   * @param repository the address of a Maven repository that has both; null: the local one has
   */
  public record Settings(String tenant, String group, String version, @Nullable String repository) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the group cannot be the name of a package
     */
    public Settings {
      if (!Identifiers.isPackage(group)) {
        throw new IllegalArgumentException(
            "expected a name like com.example, that can be a Java package, got '" + group + "'");
      }
    }
  }

  /** Copies. */
  public TenantProject {
    files = new LinkedHashMap<>(files);
  }

  /**
   * Makes a project.
   *
   * @param source the sample's name, for people
   * @param findings what was guessed, as it is to stand in the README; whole lines
   */
  public static TenantProject of(Guess guess, Settings settings, String source, String findings) {
    SamplePiece piece = SamplePiece.of(guess);
    String table = Identifiers.table(settings.tenant());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("groupId", settings.group());
    properties.put("artifactId", settings.tenant());
    properties.put("version", "1.0.0");
    properties.put("package", settings.group() + "." + Identifiers.packagePart(settings.tenant()));
    properties.put("gitignore", ".gitignore");
    properties.put("mysimbdpVersion", settings.version());
    properties.put("repository", settings.repository() == null ? "none" : settings.repository());
    properties.put("table", table);
    properties.put("source", source);
    properties.put("findings", findings.replace("```", "'''"));
    properties.put("profile", ProfileText.of(guess.dialect(), piece.suffix()));
    properties.put("primaryKey", guess.primaryKey());
    properties.put("tableColumns", tableColumns(guess));
    properties.put("names", lines(names(guess), ");"));
    properties.put("calls", lines(calls(guess), "));"));
    properties.put(
        "headings",
        lines(
            guess.columnGuesses().stream().map(column -> Literal.java(column.heading())).toList(),
            ");"));
    properties.put("nothing", nothing(guess));
    properties.put("sample", piece.name());
    properties.put("records", piece.read().count());
    properties.put("rows", piece.read().records().size());
    properties.put("rejects", piece.read().malformed());
    properties.put("cells", lines(cells(guess, piece), "));"));
    properties.put("imports", imports(guess, piece));
    properties.put("typed", typed(guess));
    Map<String, byte[]> files = new LinkedHashMap<>();
    ProjectTemplates.fill(properties)
        .forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    files.put("src/test/resources/" + piece.name(), piece.bytes());
    return new TenantProject(files);
  }

  /** Templates have lists of whole lines: a separator would cost them a line end here or there. */
  private static List<String> lines(List<String> items, String end) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      lines.add(items.get(i) + (i < items.size() - 1 ? "," : end));
    }
    return lines;
  }

  private static List<String> withHash(Guess guess, String hash, List<String> others) {
    List<String> all = new ArrayList<>();
    if (guess.key().isHash()) {
      all.add(hash);
    }
    all.addAll(others);
    return all;
  }

  private static List<String> tableColumns(Guess guess) {
    return withHash(
        guess,
        Guess.HASH_NAME + " uuid",
        guess.columnGuesses().stream()
            .map(column -> column.name() + " " + column.reading().cql())
            .toList());
  }

  private static List<String> names(Guess guess) {
    return withHash(
        guess,
        Literal.java(Guess.HASH_NAME),
        guess.columnGuesses().stream().map(column -> Literal.java(column.name())).toList());
  }

  private static List<String> calls(Guess guess) {
    return withHash(
        guess, "values.hash()", guess.columnGuesses().stream().map(TenantProject::call).toList());
  }

  private static String call(ColumnGuess column) {
    String argument = column.reading().argument();
    return "values."
        + column.reading().method()
        + "("
        + Literal.java(column.heading())
        + (argument == null ? "" : ", " + Literal.java(argument))
        + ")";
  }

  private static List<String> nothing(Guess guess) {
    Set<String> words = new TreeSet<>();
    guess.columnGuesses().forEach(column -> words.addAll(column.nothing()));
    return words.stream().map(Literal::java).toList();
  }

  private record Cell(String name, Object value) {}

  /** What the test expects of the first record: enough to see that columns are not mixed up. */
  private static List<Cell> firstRow(Guess guess, SamplePiece piece) {
    List<Cell> cells = new ArrayList<>();
    if (piece.read().records().isEmpty()) {
      return cells;
    }
    List<String> values = piece.read().records().get(0).values();
    for (int i = 0; i < values.size() && cells.size() < MOST_CELLS; i++) {
      ColumnGuess column = guess.columnGuesses().get(i);
      String text = column.reading().isText() ? values.get(i) : values.get(i).strip();
      boolean none =
          text.isEmpty() || (!column.reading().isText() && column.nothing().contains(text));
      if (!none && text.length() <= LONGEST_CELL) {
        cells.add(new Cell(column.name(), column.reading().values().apply(text)));
      }
    }
    return cells;
  }

  private static List<String> cells(Guess guess, SamplePiece piece) {
    return firstRow(guess, piece).stream()
        .map(cell -> Literal.java(cell.name()) + ", " + Literal.expression(cell.value()))
        .toList();
  }

  private static List<String> imports(Guess guess, SamplePiece piece) {
    Set<String> imports = new TreeSet<>();
    imports.add("java.nio.file.Path");
    if (typed(guess) != null) {
      imports.add("java.util.Collections");
      imports.add("java.util.List");
    }
    if (!firstRow(guess, piece).isEmpty()) {
      imports.add("java.util.Map");
    }
    firstRow(guess, piece).forEach(cell -> Literal.imported(cell.value()).ifPresent(imports::add));
    return List.copyOf(imports);
  }

  private static @Nullable Map<String, String> typed(Guess guess) {
    return guess.columnGuesses().stream()
        .filter(column -> !column.reading().isText())
        .findFirst()
        .map(
            column ->
                Map.of(
                    "literal",
                    Literal.java(column.heading()),
                    "expected",
                    column.reading().expected()))
        .orElse(null);
  }

  /**
   * Writes the project. Nothing that is there is overwritten: either all files are written, or
   * none.
   *
   * @param into the folder; made where it is missing
   * @throws EngineException when one of the files is there already, or cannot be written
   */
  public void write(Path into) {
    // A relative one in the working directory has no parent to make it in.
    Path folder = into.toAbsolutePath();
    List<String> there =
        files.keySet().stream().filter(f -> Files.exists(folder.resolve(f))).toList();
    if (!there.isEmpty()) {
      throw new EngineException(
          FailureCode.DISK,
          "Nothing is written, for " + into + " has " + String.join(", ", there) + " already");
    }
    Deque<Path> written = new ArrayDeque<>();
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        makeFolder(path.getParent(), written);
        try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          // From here on it is there, even if nothing can be written into it.
          written.push(path);
          ByteBuffer content = ByteBuffer.wrap(file.getValue());
          while (content.hasRemaining()) {
            channel.write(content);
          }
        }
      }
    } catch (IOException e) {
      for (Path path : written) {
        takeBack(path, e);
      }
      throw new EngineException(FailureCode.DISK, "The project cannot be written: " + e, e);
    }
  }

  private static void makeFolder(@Nullable Path folder, Deque<Path> made) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolder(folder.getParent(), made);
      Files.createDirectory(folder);
      made.push(folder);
    }
  }

  private static void takeBack(Path path, IOException failure) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
