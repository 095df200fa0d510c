package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.ReplacedException;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/**
 * Reads one object, the same from its first byte to its last. A connection that breaks is followed
 * by another one from the byte on that comes next, as long as the object is the same; a large skip
 * is a new connection too. For one thread at a time.
 */
final class ObjectStream extends InputStream {

  /** To read as much costs no more than a new connection. */
  private static final long SHORT_SKIP_BYTES = 256 << 10;

  private static final int ATTEMPTS = 6;

  private final ObjectStore store;
  private final InStore at;
  private final FileStamp stamp;
  private final Backoff backoff;
  private final Pause pause;
  private long position;
  private @Nullable InputStream body;
  private boolean isClosed;

  private ObjectStream(
      ObjectStore store, InStore at, FileStamp stamp, Backoff backoff, Pause pause) {
    this.store = store;
    this.at = at;
    this.stamp = stamp;
    this.backoff = backoff;
    this.pause = pause;
  }

  /**
   * Opens an object.
   *
   * @throws ReplacedException when it does not look as it did
   * @throws NoSuchFileException when it is gone
   */
  static ObjectStream open(
      ObjectStore store, InStore at, FileStamp stamp, Backoff backoff, Pause pause)
      throws IOException {
    ObjectStream stream = new ObjectStream(store, at, stamp, backoff, pause);
    stream.body = store.read(at, stamp, 0);
    return stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (isClosed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    for (int attempt = 1; position < stamp.sizeBytes(); attempt++) {
      try {
        int count = connected().read(buffer, offset, length);
        if (count > 0) {
          position += count;
          return count;
        }
        disconnect();
        retry(attempt, new IOException("the answer ends at byte " + position));
      } catch (ReplacedException | NoSuchFileException e) {
        disconnect();
        throw e;
      } catch (IOException | SdkException e) {
        disconnect();
        retry(attempt, e);
      }
    }
    return -1;
  }

  private void retry(int attempt, Exception e) throws IOException {
    IOException failure = e instanceof IOException io ? io : StoreException.of((SdkException) e);
    boolean isRefused =
        failure instanceof StoreException answer && answer.code() == FailureCode.STORE_REFUSED;
    if (attempt == ATTEMPTS || isRefused) {
      throw failure;
    }
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      pause.pause(backoff.after(attempt));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while an object was read");
    }
  }

  private InputStream connected() throws IOException {
    InputStream open = body;
    if (open == null) {
      open = store.read(at, stamp, position);
      body = open;
    }
    return open;
  }

  @Override
  public long skip(long n) throws IOException {
    long wanted = Math.min(n, stamp.sizeBytes() - position);
    if (wanted <= 0) {
      return 0;
    }
    if (body != null && wanted <= SHORT_SKIP_BYTES) {
      byte[] none = new byte[(int) Math.min(wanted, 1 << 14)];
      return Math.max(0, read(none, 0, none.length));
    }
    disconnect();
    position += wanted;
    return wanted;
  }

  /** Lets the connection go without reading what is still to come on it. */
  private void disconnect() {
    InputStream open = body;
    body = null;
    if (open instanceof Abortable connection) {
      connection.abort();
    }
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    InputStream open = body;
    if (open != null && position == stamp.sizeBytes()) {
      body = null;
      // Read to its end, the connection serves the next one.
      open.close();
    } else {
      disconnect();
    }
  }
}
