package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/** Limits of rates, and sizes, as people write them, with the rules of the configuration. */
public final class RateText {

  private static final String KEY = "rate";
  private static final long EIB = 1L << 60;

  private RateText() {}

  /**
   * Reads a number of rows a second, 1 or more, or {@code unlimited}.
   *
   * @return the number; {@link Limits#UNLIMITED} for no limit
   * @throws IllegalArgumentException with what was expected and what was found
   */
  public static long rows(String text) {
    return read(text, reader -> reader.countOrUnlimited(KEY, Unit.ROWS_PER_SECOND, 1));
  }

  /**
   * Reads a number of bytes a second, 1 or more, for example {@code 1 MiB}, or {@code unlimited}.
   *
   * @return the number; {@link Limits#UNLIMITED} for no limit
   * @throws IllegalArgumentException with what was expected and what was found
   */
  public static long bytes(String text) {
    return read(text, reader -> reader.bytesOrUnlimited(KEY, Unit.BYTES_PER_SECOND, 1, EIB));
  }

  /**
   * Reads the size of a file, from 1 byte to 1 EiB, for example {@code 3 GiB}.
   *
   * @return bytes
   * @throws IllegalArgumentException with what was expected and what was found
   */
  public static long size(String text) {
    return read(text, reader -> reader.bytes(KEY, 1, EIB));
  }

  /** Returns a size as the configuration writes it, for example {@code 64 MiB}. */
  public static String ofBytes(long bytes) {
    return bytes == Limits.UNLIMITED ? "unlimited" : Display.bytes(bytes);
  }

  private static long read(String text, ToLongFunction<ConfigReader> getter) {
    Problems problems = new Problems(Path.of(""), Path.of(""));
    long value =
        getter.applyAsLong(
            new ConfigReader(
                ConfigValueFactory.fromAnyRef(text.strip()).atKey(KEY).root(), "", problems));
    if (problems.any()) {
      throw new IllegalArgumentException(problems.errors().get(0).message());
    }
    return value;
  }
}
