package io.mysimbdp.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a {@link BatchResult}; each failure shows what was there instead. */
public final class BatchResultAssert extends AbstractAssert<BatchResultAssert, BatchResult> {

  BatchResultAssert(BatchResult actual) {
    super(actual, BatchResultAssert.class);
  }

  /**
   * The run went through, every file was read to its end, and each of its records was written,
   * rejected or skipped.
   */
  public BatchResultAssert readsAll() {
    isNotNull();
    boolean all =
        actual.failure().isEmpty()
            && actual.files().stream().allMatch(file -> file.state() == IngestedFile.State.DONE);
    if (!all) {
      failWithMessage("Expected every file to be done, but %s", actual);
    }
    return this;
  }

  /** As {@link #readsAll()}, and so many records were found, the rejected ones among them. */
  public BatchResultAssert readsAll(long records) {
    readsAll();
    long read = actual.files().stream().mapToLong(IngestedFile::recordsRead).sum();
    if (read != records) {
      failWithMessage("Expected %s records to be read, but %s", records, actual);
    }
    return this;
  }

  /** The run failed, and the reason holds this text. */
  public BatchResultAssert failsWith(String partOfReason) {
    isNotNull();
    if (!actual.failure().map(reason -> reason.contains(partOfReason)).orElse(false)) {
      failWithMessage("Expected the run to fail with \"%s\", but %s", partOfReason, actual);
    }
    return this;
  }

  /** A file was refused as a whole, and the reason holds this text. */
  public BatchResultAssert refuses(String file, String partOfReason) {
    isNotNull();
    boolean refused =
        actual.files().stream()
            .filter(each -> each.name().equals(file))
            .filter(each -> each.state() == IngestedFile.State.REFUSED)
            .anyMatch(each -> String.valueOf(each.reason()).contains(partOfReason));
    if (!refused) {
      failWithMessage(
          "Expected file %s to be refused with \"%s\", but %s", file, partOfReason, actual);
    }
    return this;
  }

  /**
   * Rows of a table were written. What follows is about these rows; {@link TableAssert#and()} leads
   * back.
   *
   * @param table its name; case is ignored
   */
  public TableAssert wrote(String table) {
    isNotNull();
    String name = table.toLowerCase(Locale.ROOT);
    List<WrittenRow> rows =
        actual.rows().stream().filter(row -> row.row().table().name().equals(name)).toList();
    if (rows.isEmpty()) {
      failWithMessage(
          "Expected rows of table %s, but %s\nrows:%s\nrejects:%s",
          name, actual, ShownValues.lines(actual.rows()), ShownValues.lines(actual.rejects()));
    }
    return new TableAssert(this, name, rows);
  }

  /** No row of any table was written. */
  public BatchResultAssert wroteNothing() {
    isNotNull();
    if (!actual.rows().isEmpty()) {
      failWithMessage("Expected no rows, but there are:%s", ShownValues.lines(actual.rows()));
    }
    return this;
  }

  /** The record that begins in this line was rejected as a whole, with a reason that holds this. */
  public BatchResultAssert rejected(long line, String partOfReason) {
    return rejects(line, null, partOfReason);
  }

  /**
   * The record that begins in this line was rejected for a column, with a reason that holds this.
   */
  public BatchResultAssert rejected(long line, String column, String partOfReason) {
    return rejects(line, column, partOfReason);
  }

  private BatchResultAssert rejects(long line, @Nullable String column, String partOfReason) {
    isNotNull();
    boolean found =
        actual.rejects().stream()
            .filter(reject -> reject.line() == line)
            .filter(reject -> Objects.equals(reject.column(), column))
            .anyMatch(reject -> reject.reason().contains(partOfReason));
    if (!found) {
      failWithMessage(
          "Expected line %s to be rejected%s with \"%s\", but the rejects are:%s",
          line,
          column == null ? " as a whole" : " for column " + column,
          partOfReason,
          ShownValues.lines(actual.rejects()));
    }
    return this;
  }

  /** So many records were rejected. */
  public BatchResultAssert hasRejects(int count) {
    isNotNull();
    if (actual.rejects().size() != count) {
      failWithMessage(
          "Expected %s rejects, but there are %s:%s",
          count, actual.rejects().size(), ShownValues.lines(actual.rejects()));
    }
    return this;
  }

  /** No record was rejected. */
  public BatchResultAssert hasNoRejects() {
    return hasRejects(0);
  }

  /** The record that begins in this line was left out, with this very reason. */
  public BatchResultAssert skipped(long line, String reason) {
    isNotNull();
    boolean found =
        actual.skipped().stream()
            .anyMatch(record -> record.line() == line && record.reason().equals(reason));
    if (!found) {
      failWithMessage(
          "Expected line %s to be skipped with \"%s\", but what is skipped is:%s",
          line, reason, ShownValues.lines(actual.skipped()));
    }
    return this;
  }
}
