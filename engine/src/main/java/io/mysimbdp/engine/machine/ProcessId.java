package io.mysimbdp.engine.machine;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A process, told from a later one with the same number by the time it began.
 *
 * @param pid its number
 * @param startedAt when it began, as the operating system says
 */
public record ProcessId(long pid, Instant startedAt) {

  /** Returns this process. */
  public static ProcessId self() {
    return of(ProcessHandle.current());
  }

  /** Returns which process this is. */
  public static ProcessId of(ProcessHandle process) {
    return new ProcessId(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Returns the process, when it still is this one. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> of(process).equals(this));
  }

  /** Tells whether it still is this one that has the number. */
  public boolean isAlive() {
    return handle().isPresent();
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException when it has not
   */
  public static ProcessId parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("no process: " + text);
    }
    try {
      return new ProcessId(
          Long.parseLong(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no process: " + text, e);
    }
  }

  @Override
  public String toString() {
    return pid + "@" + startedAt;
  }
}
