package io.mysimbdp.testkit;

import io.mysimbdp.tenant.Row;

/**
 * A row that an app has written.
 *
 * @param file the name of the file that it comes from
 * @param line the line that its record begins in, from 1
 * @param row the table and its values
 */
public record WrittenRow(String file, long line, Row row) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + ShownValues.of(row);
  }
}
