package io.mysimbdp.testkit;

import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch of files for an app under test:
 *
 * <pre>{@code
 * BatchResult result =
 *     TestBatch.forApp(Ratings::new)
 *         .profile("dialect.format = csv")
 *         .file("ratings.csv", "userid,movieid\n1,2\n1,x\n")
 *         .run();
 *
 * assertThat(result).readsAll().rejected(3, "movieid", "'x'").wrote("ratings").row(1, 2);
 * }</pre>
 *
 * <p><b>What is real.</b> The engine's own code reads the profile, decides on the files, splits
 * them into records, drives the app and holds it to its contract; so each mistake gets the sentence
 * that it gets in production. Rows are held against the tables of {@code
 * META-INF/mysimbdp/schema.cql}, and kept in memory. With {@link TestCassandra#run} all is real.
 *
 * <p><b>What is not.</b> {@link #run()} uses no Cassandra: it does not know what only a server
 * refuses (a row too large, a partition key of more than 64 KiB), nor which of two rows with the
 * same key stays, and the app's session answers nothing. The app is not confined: it runs in the
 * class loader and on the thread of the test, with no time limit.
 *
 * <p>A batch may be run several times, each time by an app of its own. For one thread.
 */
public final class TestBatch {

  private final Supplier<? extends ClientBatchIngestApp> apps;
  private final Map<String, FileContent> files = new LinkedHashMap<>();
  private String tenant = "tenant";
  private @Nullable Path profileFile;
  private String profile = "";
  private @Nullable Path jar;
  private long cancelBehindRecord = Long.MAX_VALUE;
  private long failAtRow = Long.MAX_VALUE;
  private long refuseRow = Long.MAX_VALUE;
  private @Nullable String schema;

  private TestBatch(Supplier<? extends ClientBatchIngestApp> apps) {
    this.apps = apps;
  }

  /**
   * Begins a batch without files.
   *
   * @param apps makes the app, once a run
   */
  public static TestBatch forApp(Supplier<? extends ClientBatchIngestApp> apps) {
    return new TestBatch(Objects.requireNonNull(apps, "apps"));
  }

  /** Sets the tenant's id; unless set it is {@code tenant}. */
  public TestBatch tenant(String id) {
    tenant = Objects.requireNonNull(id, "id");
    return this;
  }

  /**
   * Takes the tenant's profile from its {@code tenant.conf}; CQL files beside it go along, for
   * {@code schema-file}.
   */
  public TestBatch profile(Path tenantConf) {
    profileFile = Objects.requireNonNull(tenantConf, "tenantConf");
    return this;
  }

  /**
   * Adds lines to the profile, for example {@code "dialect.format = csv"}; they win over those of
   * {@link #profile(Path)}.
   */
  public TestBatch profile(String lines) {
    profile += lines + "\n";
    return this;
  }

  /** Sets one of the app's own settings. */
  public TestBatch setting(String key, Object value) {
    Objects.requireNonNull(key, "key");
    String text =
        value instanceof Number || value instanceof Boolean
            ? value.toString()
            : "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return profile("settings." + key + " = " + text);
  }

  /**
   * Declares the tables, instead of the app's own {@code META-INF/mysimbdp/schema.cql}. With
   * neither, rows may be of any table.
   *
   * @param cql as that file would have it
   */
  public TestBatch schema(String cql) {
    schema = Objects.requireNonNull(cql, "cql");
    return this;
  }

  /** Adds a file, under its own name. */
  public TestBatch file(Path file) {
    return file(String.valueOf(file.getFileName()), file);
  }

  /** Adds a file under another name. */
  public TestBatch file(String name, Path file) {
    return add(name, FileContent.of(file));
  }

  /** Adds a file of this text, in UTF-8. */
  public TestBatch file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file of these bytes. */
  public TestBatch file(String name, byte[] bytes) {
    return add(name, FileContent.of(bytes));
  }

  /** Adds a file of this text in UTF-8, compressed by gzip; its name should end in {@code .gz}. */
  public TestBatch gzip(String name, String text) {
    return file(name, FileContent.gzip(text));
  }

  private TestBatch add(String name, FileContent content) {
    if (name.isEmpty() || name.startsWith(".") || name.contains("/")) {
      throw new IllegalArgumentException(
          "Expected the name of a staged file, without folders, got '" + name + "'");
    }
    if (files.putIfAbsent(name, content) != null) {
      throw new IllegalArgumentException("There are two files named " + name + " in this batch");
    }
    return this;
  }

  /**
   * Cancels the run when the app has got so many records and asks for the next one. Only for {@link
   * #run()}.
   *
   * @param records 0: at the first one
   */
  public TestBatch cancelAfter(long records) {
    cancelBehindRecord = records;
    return this;
  }

  /**
   * Lets writing fail for good with one row: that row is not acknowledged, and the next call of the
   * writer, or the end of the run, fails as when Cassandra is away for too long. Only for {@link
   * #run()}.
   *
   * @param row from 1, among those that are written
   */
  public TestBatch failWritingAt(long row) {
    failAtRow = row;
    return this;
  }

  /**
   * Lets Cassandra refuse one row, as one that is too large; its record becomes a reject. Only for
   * {@link #run()}.
   *
   * @param row from 1, among those that are written
   */
  public TestBatch refuseRow(long row) {
    refuseRow = row;
    return this;
  }

  /**
   * Takes the app from this JAR where it runs on a Cassandra; only for {@link TestCassandra#run}.
   * Unless set, one is made of the folder or JAR that the app's class is in; that is not enough
   * where the app needs libraries that are shaded into its JAR.
   */
  public TestBatch jar(Path file) {
    jar = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Gives the files to the app, in memory.
   *
   * @throws IllegalArgumentException when the profile or the schema is wrong, by file and line
   * @throws UnsupportedOperationException when the app has asked its session for what only a
   *     Cassandra can answer
   */
  public BatchResult run() {
    requireFiles();
    return new MemoryRun(this).run();
  }

  void requireFiles() {
    if (files.isEmpty()) {
      throw new IllegalStateException("This batch has no files; add one by file(…)");
    }
  }

  /** What a test lets happen cannot be let happen to a real server. */
  void requireNoFaults() {
    if (Math.min(Math.min(cancelBehindRecord, failAtRow), refuseRow) != Long.MAX_VALUE) {
      throw new IllegalStateException(
          "A real Cassandra fails when it does: cancelAfter, failWritingAt and refuseRow are only"
              + " for TestBatch.run()");
    }
  }

  ClientBatchIngestApp newApp() {
    return Objects.requireNonNull(apps.get(), "the app");
  }

  Map<String, FileContent> files() {
    return files;
  }

  String tenant() {
    return tenant;
  }

  @Nullable Path profileFile() {
    return profileFile;
  }

  String profileLines() {
    return profile;
  }

  @Nullable Path jar() {
    return jar;
  }

  @Nullable String schema() {
    return schema;
  }

  long cancelBehindRecord() {
    return cancelBehindRecord;
  }

  long failAtRow() {
    return failAtRow;
  }

  long refuseRow() {
    return refuseRow;
  }
}
