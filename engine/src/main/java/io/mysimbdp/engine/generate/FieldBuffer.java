package io.mysimbdp.engine.generate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one row, field by field. Reused for every row. Not safe for several threads. */
final class FieldBuffer {

  private byte[] bytes = new byte[1 << 14];
  private int length;
  private final int[] ends = new int[32];
  private int fields;

  void clear() {
    length = 0;
    fields = 0;
  }

  void endField() {
    ends[fields++] = length;
  }

  int length() {
    return length;
  }

  int fields() {
    return fields;
  }

  int begin(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  int end(int field) {
    return ends[field];
  }

  byte[] bytes() {
    return bytes;
  }

  void add(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  void add(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number that is not negative. */
  void addNumber(long number) {
    reserve(20);
    int begin = length;
    long rest = number;
    do {
      bytes[length++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    for (int i = begin, j = length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
  }

  /** Makes the byte at this index upper case. */
  void capitalise(int index) {
    if (index < length && bytes[index] >= 'a' && bytes[index] <= 'z') {
      bytes[index] = (byte) (bytes[index] - 32);
    }
  }

  /** Cuts what was added last, down to this length, without leaving half a character. */
  void cut(int toLength) {
    length = toLength;
    while (length > 0 && (bytes[length] & 0xc0) == 0x80) {
      length--;
    }
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
