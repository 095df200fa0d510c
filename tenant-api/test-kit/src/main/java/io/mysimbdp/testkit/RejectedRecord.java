package io.mysimbdp.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A record that was rejected.
 *
 * @param file the name of its file
 * @param line the line that it begins in, from 1
 * @param byteOffset where it begins in the decompressed file, from 0
 * @param column the column at fault; null: the record as a whole
 * @param rule who rejected it: {@code APP}, {@code CASSANDRA}, or the rule of the dialect
 * @param reason one sentence
 * @param raw the record as it stands in the file
 */
public record RejectedRecord(
    String file,
    long line,
    long byteOffset,
    @Nullable String column,
    String rule,
    String reason,
    String raw) {

  @Override
  public String toString() {
    return file + ":" + line + (column == null ? "" : ", column " + column) + ": " + reason;
  }
}
