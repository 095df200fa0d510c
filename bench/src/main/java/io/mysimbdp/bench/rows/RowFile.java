package io.mysimbdp.bench.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file: a header line, fields between tabs, no quotes. */
public final class RowFile implements AutoCloseable {

  private final BufferedReader lines;
  private final List<Column> columns;
  private final Path file;

  /** Opens a file that must have the columns of the shape, in their order. */
  public RowFile(Path file, Shape shape) throws IOException {
    this.file = file;
    this.columns = shape.columns();
    this.lines = Files.newBufferedReader(file);
    String header = lines.readLine();
    String expected = String.join("\t", columns.stream().map(Column::name).toList());
    if (!expected.equals(header)) {
      lines.close();
      throw new IOException(file + " begins with " + header + ", not with " + expected);
    }
  }

  /** Returns the values of the next row; null at the end. */
  public @Nullable Object @Nullable [] next() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return null;
    }
    @Nullable Object[] values = new Object[columns.size()];
    int begin = 0;
    for (int i = 0; i < values.length; i++) {
      int tab = line.indexOf('\t', begin);
      if (tab < 0 != (i == values.length - 1)) {
        throw new IOException("not " + values.length + " fields in " + file + ": " + line);
      }
      int end = tab < 0 ? line.length() : tab;
      values[i] = columns.get(i).type().parse(line.substring(begin, end));
      begin = end + 1;
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
