package io.mysimbdp.spark;

import org.jspecify.annotations.Nullable;

/**
 * The engine in an executor, behind a class loader of its own: only this interface and the JDK are
 * known on both sides. Safe for several threads.
 */
public interface EngineSeat extends AutoCloseable {

  /**
   * Executes a run and waits for its end.
   *
   * @param run of {@link Order.Execute}
   * @return what became of it, for {@link Report.Ended}
   */
  byte[] execute(byte[] run);

  /** Returns what the engine should know by now; null: nothing. To be called by one thread. */
  byte @Nullable [] report();

  /**
   * Hears from the engine.
   *
   * @param notice of {@link Order.Notice}
   */
  void told(byte[] notice);

  /**
   * Cancels all runs: nobody is there any more to commit what they do.
   *
   * @param reason one sentence
   */
  void abandon(String reason);

  @Override
  void close();

  /** Takes the seat; found as a service in the engine's JARs. */
  interface Factory {

    /**
     * Opens a seat.
     *
     * @param settings of {@link Order.Start}
     * @param jars where tenants' JARs come from
     * @param libraries the folder with what was sent along
     */
    EngineSeat open(byte[] settings, JarSource jars, String libraries);
  }

  /** Where tenants' JARs come from. */
  @FunctionalInterface
  interface JarSource {

    /**
     * Returns the next bytes of a JAR; none behind its end.
     *
     * @param sha256 of the JAR of a run that is under way here, hexadecimal
     * @param offset in bytes
     * @throws IllegalStateException when it cannot be had
     */
    byte[] part(String sha256, long offset);
  }
}
