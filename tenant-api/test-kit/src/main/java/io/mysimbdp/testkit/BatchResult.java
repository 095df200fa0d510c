package io.mysimbdp.testkit;

import io.mysimbdp.tenant.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an app made of a batch. Immutable. To be looked at with {@link KitAssertions}. */
public final class BatchResult {

  private final List<IngestedFile> files;
  private final List<RejectedRecord> rejects;
  private final @Nullable Memory memory;
  private final @Nullable String failure;

  /** What is known only where the rows go into memory. */
  record Memory(List<WrittenRow> rows, List<SkippedRecord> skipped, List<String> activities) {
    Memory {
      rows = List.copyOf(rows);
      skipped = List.copyOf(skipped);
      activities = List.copyOf(activities);
    }
  }

  BatchResult(
      List<IngestedFile> files,
      List<RejectedRecord> rejects,
      @Nullable Memory memory,
      @Nullable String failure) {
    this.files = List.copyOf(files);
    this.rejects = List.copyOf(rejects);
    this.memory = memory;
    this.failure = failure;
  }

  /** Returns the files in the order of the batch. */
  public List<IngestedFile> files() {
    return files;
  }

  /** Returns why the run failed, in one sentence; empty when it did not. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Returns the rows that were written and acknowledged, in the order of the writing; a row that
   * replaces one before by its primary key is there as well.
   *
   * @throws IllegalStateException when the batch ran on a Cassandra, which has the rows
   */
  public List<WrittenRow> rows() {
    return memory("rows").rows();
  }

  /**
   * Returns the rows of one table, as {@link #rows()}.
   *
   * @param table its name; case is ignored
   */
  public List<Row> rows(String table) {
    String name = table.toLowerCase(Locale.ROOT);
    return rows().stream()
        .map(WrittenRow::row)
        .filter(row -> row.table().name().equals(name))
        .toList();
  }

  /** Returns the rejected records in the order in which they were rejected. */
  public List<RejectedRecord> rejects() {
    return rejects;
  }

  /**
   * Returns the records that the app has left out.
   *
   * @throws IllegalStateException when the batch ran on a Cassandra: then they are only counted
   */
  public List<SkippedRecord> skipped() {
    return memory("skipped records").skipped();
  }

  /**
   * Returns what the app has said that it does, by {@code BatchContext.progress}.
   *
   * @throws IllegalStateException when the batch ran on a Cassandra
   */
  public List<String> activities() {
    return memory("activities").activities();
  }

  private Memory memory(String what) {
    if (memory == null) {
      throw new IllegalStateException(
          "This batch ran on a Cassandra: its "
              + what
              + " are not kept in memory; ask TestCassandra.session() for rows and files() for"
              + " counts");
    }
    return memory;
  }

  @Override
  public String toString() {
    return (failure == null ? "the run went through" : "the run failed: " + failure)
        + ShownValues.lines(files);
  }
}
