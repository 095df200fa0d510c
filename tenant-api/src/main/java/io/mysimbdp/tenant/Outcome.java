package io.mysimbdp.tenant;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of one record: rows to write, a reject, or a record left out on purpose. */
public sealed interface Outcome {

  /** Rows to write. The record counts as written once all of them are acknowledged. */
  record Write(List<Row> rows) implements Outcome {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException when there is no row; a record left out on purpose is {@link
     *     Outcome#skip}
     */
    public Write {
      rows = List.copyOf(rows);
      if (rows.isEmpty()) {
        throw new IllegalArgumentException(
            "A written record needs at least one row; use Outcome.skip to leave one out");
      }
    }
  }

  /**
   * A record that cannot be ingested.
   *
   * @param column the column at fault, or null when it is the record as a whole
   * @param reason one sentence with the offending value and what was expected
   */
  record Reject(@Nullable String column, String reason) implements Outcome {
    /** Checks. */
    public Reject {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A record that is fine but not wanted.
   *
   * @param reason a few words, the same for all records of that kind: the summary counts by it
   */
  record Skip(String reason) implements Outcome {
    /** Checks. */
    public Skip {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Returns the outcome that writes these rows; at least one. */
  static Outcome write(Row... rows) {
    return new Write(List.of(rows));
  }

  /** Returns the outcome that rejects the record as a whole. */
  static Outcome reject(String reason) {
    return new Reject(null, reason);
  }

  /** Returns the outcome that rejects the record for the value of one column. */
  static Outcome reject(String column, String reason) {
    return new Reject(column, reason);
  }

  /** Returns the outcome that leaves the record out on purpose. */
  static Outcome skip(String reason) {
    return new Skip(reason);
  }
}
