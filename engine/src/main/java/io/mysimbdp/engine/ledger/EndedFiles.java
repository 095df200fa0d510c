package io.mysimbdp.engine.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Every time that files came to an end, as kept by the ledger: to be read once through, however
 * many they are. Which days there are was looked up when this was made.
 */
public final class EndedFiles {

  private final EndedFileTable table;
  private final SortedMap<String, NavigableSet<LocalDate>> days;

  EndedFiles(EndedFileTable table) {
    this.table = table;
    this.days = table.days();
  }

  /** Returns the tenants that any file has ended of, whether they are registered still or not. */
  public Set<String> tenants() {
    return Collections.unmodifiableSet(days.keySet());
  }

  /**
   * Reads the files of a tenant that ended within a time, in the order in which they did.
   *
   * @param from the first instant
   * @param until the first instant that does not belong to it
   * @throws io.mysimbdp.engine.failure.EngineException when Cassandra cannot be asked
   */
  public void forEach(String tenant, Instant from, Instant until, Consumer<EndedFile> consumer) {
    NavigableSet<LocalDate> known = days.getOrDefault(tenant, new TreeSet<>());
    LocalDate first = EndedFileTable.day(from);
    LocalDate last = EndedFileTable.day(until);
    if (first.isAfter(last)) {
      return;
    }
    for (LocalDate day : known.subSet(first, true, last, true)) {
      table.read(tenant, day, from, until, consumer);
    }
  }
}
