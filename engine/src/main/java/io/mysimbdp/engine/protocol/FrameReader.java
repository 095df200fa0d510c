package io.mysimbdp.engine.protocol;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads frames. For one thread. */
public final class FrameReader {

  /**
   * The longest frame to the engine, whose memory it takes: somewhat more than the 16 MiB that
   * Cassandra takes in one request by default.
   */
  public static final int LONGEST_BYTES = 20 << 20;

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
   * @throws EOFException when the other side is gone
   * @throws ProtocolException when it is none
   * @throws IOException when it cannot be read
   */
  public Frame next() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > longestBytes) {
      throw new ProtocolException(
          "Expected a frame of at most " + longestBytes + " bytes, got the length " + length);
    }
    int kind = in.readUnsignedByte();
    if (kind >= KINDS.length) {
      throw new ProtocolException("Expected a kind of frame, got " + kind);
    }
    // As it comes, so that a length alone takes no memory.
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The pipe ends within a frame");
    }
    return new Frame(KINDS[kind], new WireInput(body));
  }
}
