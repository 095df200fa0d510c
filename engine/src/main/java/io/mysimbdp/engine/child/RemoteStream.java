package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.Operation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The content of a file, which the engine reads. For one thread at a time. */
final class RemoteStream extends BufferedInputStream {

  private static final int BUFFER_BYTES = 1 << 17;

  RemoteStream(EngineLine line, int handle) {
    super(new Source(line, handle), BUFFER_BYTES);
  }

  private static final class Source extends InputStream {

    private final EngineLine line;
    private final int handle;
    private boolean closed;

    Source(EngineLine line, int handle) {
      this.line = line;
      this.handle = handle;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      if (closed) {
        throw new IOException("Stream closed");
      }
      byte[] content =
          line.call(Operation.READ, body -> body.putInt(handle).putInt(length)).getBytes();
      System.arraycopy(content, 0, buffer, offset, content.length);
      return content.length == 0 ? -1 : content.length;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        line.call(Operation.CLOSE, body -> body.putInt(handle));
      }
    }
  }
}
