package io.mysimbdp.engine.protocol;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes frames. Safe for several threads: bodies are written under a lock, one after the other, in
 * the order of the frames.
 */
public final class FrameWriter {

  private static final int BUFFER_BYTES = 1 << 16;

  // All guarded by this.
  private final DataOutputStream out;
  private final WireOutput body = new WireOutput();
  private final int longestBytes;

  /**
   * Writes to a stream.
   *
   * @param longestBytes of a frame that the other side accepts
   */
  public FrameWriter(OutputStream out, int longestBytes) {
    this.longestBytes = longestBytes;
    this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
  }

  /** Sends a frame without a body. */
  public void send(FrameKind kind) throws IOException {
    send(kind, empty -> {});
  }

  /**
   * Sends a frame.
   *
   * @throws IllegalArgumentException when it is too long
   * @throws IOException when the other side is gone
   */
  public synchronized void send(FrameKind kind, Body writing) throws IOException {
    put(kind, writing);
    out.flush();
  }

  /** Does the same, but may keep the frame back until the next one that is sent. */
  public synchronized void put(FrameKind kind, Body writing) throws IOException {
    body.clear();
    writing.to(body);
    if (body.position() > longestBytes) {
      throw new IllegalArgumentException(
          "Expected at most "
              + longestBytes
              + " bytes in one row or statement, got "
              + body.position());
    }
    out.writeInt(body.position());
    out.writeByte(kind.code());
    out.write(body.bytes(), 0, body.position());
  }

  /** Sends what has been kept back. */
  public synchronized void flush() throws IOException {
    out.flush();
  }

  /** Writes the body of a frame. */
  @FunctionalInterface
  public interface Body {
    /** Writes. An exception leaves nothing on the pipe. */
    void to(WireOutput body) throws IOException;
  }
}
