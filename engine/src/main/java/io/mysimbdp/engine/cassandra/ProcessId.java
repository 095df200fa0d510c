package io.mysimbdp.engine.cassandra;

import java.time.Instant;
import java.util.Optional;

/**
 * A process, told from a later one with the same number by the time it began.
 *
 * @param pid its number
 * @param startedAt when it began, as the operating system says
 */
record ProcessId(long pid, Instant startedAt) {

  static ProcessId self() {
    return of(ProcessHandle.current());
  }

  static ProcessId of(ProcessHandle process) {
    return new ProcessId(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Returns the process, when it still is this one. */
  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> of(process).equals(this));
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  /** Reads what {@link #toString} has written. */
  static ProcessId parse(String text) {
    int at = text.indexOf('@');
    return new ProcessId(
        Long.parseLong(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
  }

  @Override
  public String toString() {
    return pid + "@" + startedAt;
  }
}
