package io.mysimbdp.spark;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the two processes say, each thing with its length ahead. Either end may be of
 * another class loader, but both are of the same build. One thread reads; several may write.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
public final class Pipe<I extends Serializable, O extends Serializable> {

  /** A run holds its tenant's profile and a line for each of its files. */
  private static final int LONGEST_BYTES = 256 << 20;

  private static final ObjectInputFilter FILTER =
      ObjectInputFilter.Config.createFilter("io.mysimbdp.spark.*;java.util.*;java.lang.*;!*");

  private final DataInputStream in;
  private final DataOutputStream out;
  private final Class<I> type;

  /**
   * Makes an end.
   *
   * @param type what comes in
   */
  public Pipe(InputStream in, OutputStream out, Class<I> type) {
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    this.type = type;
  }

  /**
   * Says something; waits while the other end does not read.
   *
   * @throws IOException when the other end is gone
   */
  public void say(O words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(words);
    }
    synchronized (out) {
      out.writeInt(bytes.size());
      bytes.writeTo(out);
      out.flush();
    }
  }

  /**
   * Waits for what the other end says; null when it says no more.
   *
   * @throws IOException when what comes makes no sense
   */
  public @Nullable I hear() throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException e) {
      return null;
    }
    if (length < 0 || length > LONGEST_BYTES) {
      throw new InvalidObjectException("Expected up to " + LONGEST_BYTES + " bytes, got " + length);
    }
    byte[] bytes = new byte[length];
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      return null;
    }
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      objects.setObjectInputFilter(FILTER);
      return type.cast(objects.readObject());
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new InvalidObjectException("Expected " + type.getName() + ": " + e);
    }
  }
}
