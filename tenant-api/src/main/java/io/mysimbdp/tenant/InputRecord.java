package io.mysimbdp.tenant;

import java.util.List;

/**
 * One record of a file: its values by column, and its position. Immutable; safe for all threads.
 *
 * <p>A value is never null: an empty field is the empty string. Values are as in the file, neither
 * trimmed nor unescaped beyond what the dialect says.
 */
public interface InputRecord {

  /** Returns the name of the file. */
  String file();

  /** Returns the number of the line on which the record begins, from 1; a header counts. */
  long line();

  /** Returns the offset in bytes at which the record begins in the decompressed file, from 0. */
  long byteOffset();

  /** Returns the column names; unmodifiable. */
  List<String> columns();

  /**
   * Returns the value of a column.
   *
   * @throws UnknownColumnException when the file has no such column
   */
  String get(String column);

  /**
   * Returns the value at a position.
   *
   * @param index from 0
   * @throws IndexOutOfBoundsException when there is no such position
   */
  String get(int index);

  /** Returns the record as it stands in the file, without its line end. */
  String raw();
}
