package io.mysimbdp.engine.executor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * Makes bytes of what engine and executors say, and the other way round. An executor also runs what
 * tenants have written, so nothing is read but values of the engine's own and of the JDK's.
 */
public final class Wire {

  private static final ObjectInputFilter FILTER =
      ObjectInputFilter.Config.createFilter(
          "io.mysimbdp.engine.**;java.lang.*;java.util.*;java.time.*;maxdepth=64;!*");

  private Wire() {}

  /** Returns a value as bytes. */
  public static byte[] bytes(Serializable value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException("It is no value: " + value.getClass().getName(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the value that bytes stand for.
   *
   * @throws UncheckedIOException when they stand for none of that type
   */
  public static <T extends Serializable> T read(byte[] bytes, Class<T> type) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(FILTER);
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new UncheckedIOException(new IOException("Expected " + type.getName() + ": " + e));
    }
  }
}
