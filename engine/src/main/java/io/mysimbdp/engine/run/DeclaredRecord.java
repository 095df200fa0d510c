package io.mysimbdp.engine.run;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.UnknownColumnException;
import java.util.List;

/** A record that the app found by itself in a stream: a position and a text, no columns. */
record DeclaredRecord(String file, long line, long byteOffset, String raw) implements InputRecord {

  DeclaredRecord {
    if (line < 1 || byteOffset < 0) {
      throw new IllegalArgumentException(
          "A record begins on line 1 and at offset 0 or later, not on line "
              + line
              + " at offset "
              + byteOffset);
    }
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public String get(String column) {
    throw new UnknownColumnException(
        file,
        "record "
            + file
            + ":"
            + line
            + " was declared by the app and has no columns; asked for "
            + column);
  }

  @Override
  public String get(int index) {
    throw new IndexOutOfBoundsException(
        "record " + file + ":" + line + " was declared by the app and has no columns");
  }
}
