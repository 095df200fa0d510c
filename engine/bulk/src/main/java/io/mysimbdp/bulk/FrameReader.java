package io.mysimbdp.bulk;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads frames. For one thread. */
public final class FrameReader {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final FrameKind[] KINDS = FrameKind.values();

  private final DataInputStream in;
  private final int longestBytes;

  /**
   * Reads from a stream.
   *
   * @param longestBytes of a frame that is accepted
   */
  public FrameReader(InputStream in, int longestBytes) {
    this.in = new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES));
    this.longestBytes = longestBytes;
  }

  /**
   * Waits for the next frame.
   *
   * @return null when the other side has closed the pipe behind a frame
   * @throws EOFException when it ends within a frame
   * @throws BrokenFrameException when it is none
   * @throws IOException when it cannot be read
   */
  public @Nullable Frame next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 0 || length > longestBytes) {
      throw new BrokenFrameException(
          "Expected a frame of at most " + longestBytes + " bytes, got the length " + length);
    }
    int kind = in.readUnsignedByte();
    if (kind >= KINDS.length) {
      throw new BrokenFrameException("Expected a kind of frame, got " + kind);
    }
    // As it comes, so that a length alone takes no memory.
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The pipe ends within a frame");
    }
    return new Frame(KINDS[kind], new FrameBody(body));
  }
}
