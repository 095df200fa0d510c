package io.mysimbdp.engine.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Every time that files came to an end within a time, as kept by the ledger: to be read through
 * tenant by tenant, however many they are. Which tenants and days there are was looked up when this
 * was made.
 */
public final class EndedFiles {

  /**
   * Nothing has ended before; who asks for a longer time is not to wait for days without number.
   */
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

  private final EndedFileTable table;
  private final SortedMap<String, NavigableSet<LocalDate>> days;

  private EndedFiles(EndedFileTable table, SortedMap<String, NavigableSet<LocalDate>> days) {
    this.table = table;
    this.days = days;
  }

  static EndedFiles within(EndedFileTable table, Instant from, Instant until) {
    LocalDate first = EndedTenants.day(from);
    LocalDate last = EndedTenants.day(until);
    first = first.isBefore(FIRST_DAY) ? FIRST_DAY : first;
    return new EndedFiles(table, first.isAfter(last) ? new TreeMap<>() : table.days(first, last));
  }

  /**
   * Returns the tenants that any file has ended of within the time, or on its first or last day,
   * whether they are registered still or not.
   */
  public Set<String> tenants() {
    return Collections.unmodifiableSet(days.keySet());
  }

  /**
   * Reads the files of a tenant that ended within a part of the time, in the order in which they
   * did.
   *
   * @param from the first instant
   * @param until the first instant that does not belong to it
   * @throws io.mysimbdp.engine.failure.EngineException when Cassandra cannot be asked
   */
  public void forEach(String tenant, Instant from, Instant until, Consumer<EndedFile> consumer) {
    LocalDate first = EndedTenants.day(from);
    LocalDate last = EndedTenants.day(until);
    if (!first.isAfter(last)) {
      table.read(
          tenant,
          days.getOrDefault(tenant, new TreeSet<>()).subSet(first, true, last, true),
          from,
          until,
          consumer);
    }
  }
}
