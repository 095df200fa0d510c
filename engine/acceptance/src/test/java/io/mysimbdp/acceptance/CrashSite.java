package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An installation in which something is killed, and what must hold when all is repaired. */
final class CrashSite {

  /** Every so many lines, one is broken. */
  static final int BROKEN_EVERY = 100;

  private final TestingHome home;
  private final String platform;

  private CrashSite(TestingHome home, String platform) {
    this.home = home;
    this.platform = platform;
  }

  /** Makes one whose tenants ingest ratings, slowly enough to be killed in the middle of a file. */
  static CrashSite in(Path folder, String keyspace, List<String> conf, String... tenants) {
    List<String> lines = new ArrayList<>(List.of(SharedCassandra.conf(keyspace)));
    lines.addAll(conf);
    TestingHome home =
        new TestingHome(folder).conf(tenants, lines.toArray(new String[0])).sample("ratings");
    for (String tenant : tenants) {
      SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + tenant);
      home.tenant(tenant, "plugin = ratings, dialect.format = csv, write.window = 1 MiB");
    }
    return new CrashSite(home, keyspace);
  }

  TestingHome home() {
    return home;
  }

  /** Every row, every reject, every count and every charge is there, once. */
  void assertAsIfNothingHadHappened(String tenant, int files, int records) throws IOException {
    int broken = records / BROKEN_EVERY;
    assertThat(MainJobTest.filesIn(home.staging(tenant))).isEmpty();
    assertThat(SharedCassandra.count(tenant + ".ratings"))
        .isEqualTo((long) files * (records - broken));
    List<Row> ledger = ledger(tenant);
    assertThat(ledger).hasSize(files);
    for (Row row : ledger) {
      assertThat(row.getString("state")).isEqualTo("DONE");
      assertThat(row.getLong("records_read")).isEqualTo(records);
      assertThat(row.getLong("rows_written")).isEqualTo(records - broken);
      assertThat(row.getLong("rejects")).isEqualTo(broken);
      assertThat(rejectedLines(Path.of(String.valueOf(row.getString("rejects_path")))))
          .as("each broken line once")
          .isEqualTo(brokenLines(records));
    }
    List<Row> usage =
        SharedCassandra.session()
            .execute(
                "SELECT files, rows FROM "
                    + platform
                    + ".file_usage WHERE tenant = '"
                    + tenant
                    + "' ALLOW FILTERING")
            .all();
    assertThat(usage).hasSize(files);
    assertThat(usage).allMatch(row -> row.getLong("rows") == records - broken);
    Engine.Result reconciled =
        home.engine().call("usage", "--reconcile", "--since", "1d", "--tenant", tenant);
    assertThat(reconciled.exitCode()).as(reconciled.out() + reconciled.err()).isZero();
  }

  List<Row> ledger(String tenant) {
    return SharedCassandra.session()
        .execute(
            "SELECT * FROM "
                + platform
                + ".file_ledger WHERE tenant = '"
                + tenant
                + "' ALLOW FILTERING")
        .all();
  }

  private static List<Long> rejectedLines(Path log) throws IOException {
    List<Long> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      lines.add(new ObjectMapper().readTree(line).get("line").asLong());
    }
    lines.sort(Long::compare);
    return lines;
  }

  private static List<Long> brokenLines(int records) {
    List<Long> lines = new ArrayList<>();
    for (int i = BROKEN_EVERY - 1; i < records; i += BROKEN_EVERY) {
      lines.add(i + 2L);
    }
    return lines;
  }
}
