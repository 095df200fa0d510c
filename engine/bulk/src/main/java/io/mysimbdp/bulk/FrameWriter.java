package io.mysimbdp.bulk;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes frames. Safe for several threads: one frame after the other. */
public final class FrameWriter {

  private static final int BUFFER_BYTES = 1 << 16;

  // Guarded by this.
  private final DataOutputStream out;

  /** Writes to a stream. */
  public FrameWriter(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
  }

  /** Sends a frame without a body. */
  public void send(FrameKind kind) throws IOException {
    send(kind, new byte[0], 0);
  }

  /**
   * Sends a frame.
   *
   * @throws IOException when the other side is gone
   */
  public void send(FrameKind kind, Body writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    byte[] body = bytes.toByteArray();
    send(kind, body, body.length);
  }

  /**
   * Sends a frame.
   *
   * @param body the first {@code length} bytes are its body
   * @throws IOException when the other side is gone
   */
  public synchronized void send(FrameKind kind, byte[] body, int length) throws IOException {
    out.writeInt(length);
    out.writeByte(kind.code());
    out.write(body, 0, length);
    out.flush();
  }

  /** Writes a text as {@link FrameBody#getText} reads it. */
  public static void putText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Writes the body of a frame. */
  @FunctionalInterface
  public interface Body {
    /** Writes. */
    void to(DataOutputStream body) throws IOException;
  }
}
