package io.mysimbdp.engine.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a frame while it is written. For one thread. */
public final class WireOutput {

  private byte[] bytes = new byte[512];
  private int size;

  /** Empties it, to be used again. */
  void clear() {
    size = 0;
    if (bytes.length > 1 << 20) {
      bytes = new byte[512];
    }
  }

  /** Returns how much has been written, in bytes. */
  public int position() {
    return size;
  }

  /** Takes back what was written after a position. */
  public void backTo(int position) {
    size = position;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Writes a byte. */
  public WireOutput put(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Writes yes or no. */
  public WireOutput put(boolean value) {
    return put(value ? 1 : 0);
  }

  /** Writes one of an enumeration's values by its place. */
  @SuppressWarnings("EnumOrdinal") // The order of those that cross is a part of the protocol.
  public WireOutput put(Enum<?> value) {
    return put(value.ordinal());
  }

  /** Writes a whole number of 32 bits. */
  public WireOutput putInt(int value) {
    room(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Writes a whole number of 64 bits. */
  public WireOutput putLong(long value) {
    return putInt((int) (value >>> 32)).putInt((int) value);
  }

  /** Writes a text. */
  public WireOutput putText(String text) {
    return putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a text or null. */
  public WireOutput putTextOrNull(@Nullable String text) {
    return text == null ? putInt(-1) : putText(text);
  }

  /** Writes texts. */
  public WireOutput putTexts(Collection<String> texts) {
    putInt(texts.size());
    texts.forEach(this::putText);
    return this;
  }

  /** Writes bytes. */
  public WireOutput putBytes(byte[] content) {
    return putBytes(content, content.length);
  }

  /** Writes the first of some bytes. */
  public WireOutput putBytes(byte[] content, int length) {
    putInt(length);
    room(length);
    System.arraycopy(content, 0, bytes, size, length);
    size += length;
    return this;
  }

  /** Writes what remains in a buffer, or null; the buffer stays as it is. */
  public WireOutput putBuffer(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return putInt(-1);
    }
    int length = buffer.remaining();
    putInt(length);
    room(length);
    buffer.duplicate().get(bytes, size, length);
    size += length;
    return this;
  }

  /** Writes buffers, each of which may be null. */
  public WireOutput putBuffers(List<? extends @Nullable ByteBuffer> buffers) {
    putInt(buffers.size());
    buffers.forEach(this::putBuffer);
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      long wanted =
          Math.max((long) size + more, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
    }
  }
}
