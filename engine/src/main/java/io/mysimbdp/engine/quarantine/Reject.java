package io.mysimbdp.engine.quarantine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record that could not be ingested.
 *
 * @param file the name of its file
 * @param line where it begins, from 1
 * @param byteOffset where it begins in the decompressed file, from 0
 * @param column the column at fault; null: the record as a whole
 * @param rule what was violated, in a few stable letters, for counting
 * @param message one sentence with the offending value and what was expected
 * @param raw the record as it stands in the file, cut when very long
 * @param rawBase64 the bytes of the record as they stand in the file, where {@code raw} is not
 *     that; null: it is, or the record is too long to be held
 * @param isWhole whether {@code raw} or {@code rawBase64} is the whole record
 */
public record Reject(
    String file,
    long line,
    long byteOffset,
    @Nullable String column,
    String rule,
    String message,
    String raw,
    @Nullable String rawBase64,
    boolean isWhole) {

  /** The rule of a record that its app has rejected. */
  public static final String BY_APP = "APP";

  /** The rule of a record with a row that cannot be written. */
  public static final String BY_CASSANDRA = "CASSANDRA";

  /** Checks. */
  public Reject {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(raw, "raw");
  }
}
