package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * On which day which tenants had files that came to an end: so that the days of a period tell whom
 * to read of, those included who are not registered any more. A row that is there without a file,
 * after a crash, does no harm. Safe for several threads.
 */
final class EndedTenants {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS ended_tenant (
        day date,
        tenant text,
        PRIMARY KEY (day, tenant)
      );
      """;

  /** Nothing can end on it, and nobody has no name: says that all there was before is in here. */
  private static final Key TAKEN_OVER = new Key(LocalDate.EPOCH, "");

  /** More than have files on a day; whoever is forgotten is written once more. */
  private static final int MOST_KNOWN = 100_000;

  private final Durable durable;
  private final ReadAhead reads;
  private final PreparedStatement insert;
  private final PreparedStatement select;
  private final PreparedStatement selectAll;
  // Those that are known to be written.
  private final Set<Key> known = ConcurrentHashMap.newKeySet();

  private record Key(LocalDate day, String tenant) {}

  EndedTenants(Durable durable, String keyspace) {
    this.durable = durable;
    this.reads = new ReadAhead(durable);
    String table = keyspace + ".ended_tenant";
    this.insert =
        durable
            .session()
            .prepare(Durable.statement("INSERT INTO " + table + " (day, tenant) VALUES (?, ?)"));
    this.select =
        durable
            .session()
            .prepare(Durable.statement("SELECT day, tenant FROM " + table + " WHERE day = ?"));
    this.selectAll =
        durable
            .session()
            .prepare(
                Durable.statement("SELECT DISTINCT tenant, day FROM " + keyspace + ".ended_file"));
  }

  /** Adds a tenant to a day; asks Cassandra the first time only. */
  void add(LocalDate day, String tenant) {
    Key key = new Key(day, tenant);
    if (!known.contains(key)) {
      durable.execute(insert.bind(day, tenant));
      if (known.size() >= MOST_KNOWN) {
        known.clear();
      }
      known.add(key);
    }
  }

  /** Returns the days of a time that there is anything of, by tenant. */
  SortedMap<String, NavigableSet<LocalDate>> days(LocalDate first, LocalDate last) {
    takeOver();
    List<BoundStatement> days =
        first.datesUntil(last.plusDays(1)).map(each -> select.bind(each)).toList();
    SortedMap<String, NavigableSet<LocalDate>> byTenant = new TreeMap<>();
    reads.forEach(
        days,
        row -> {
          Key key = key(row);
          byTenant.computeIfAbsent(key.tenant(), any -> new TreeSet<>()).add(key.day());
        });
    return byTenant;
  }

  /** A ledger from before there was this table has the days in the files themselves. */
  private void takeOver() {
    if (durable.execute(select.bind(TAKEN_OVER.day())).one() != null) {
      return;
    }
    List<Key> found = new ArrayList<>();
    reads.forEach(List.of(selectAll.bind()), row -> found.add(key(row)));
    // One after the other would take minutes, where there are years of many tenants.
    reads.forEach(
        found.stream().map(each -> insert.bind(each.day(), each.tenant())).toList(), none -> {});
    // The last: an engine that dies before does all of it once more.
    add(TAKEN_OVER.day(), TAKEN_OVER.tenant());
  }

  private static Key key(Row row) {
    return new Key(
        Objects.requireNonNull(row.getLocalDate("day")),
        Objects.requireNonNull(row.getString("tenant")));
  }

  static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
