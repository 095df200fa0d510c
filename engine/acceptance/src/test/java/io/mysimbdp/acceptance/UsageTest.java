package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tenants have used and owe, from the outside. */
class UsageTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final int KILLED = 137;

  @TempDir private Path folder;

  @Test
  void usage_and_invoice_agree_with_summary_ledger_and_cassandra() throws Exception {
    TestingHome home = home("usage_agree");
    home.stage("ratings", "a.csv", rows(0, 1_000) + "bad,1,1,1\n")
        .stage("ratings", "b.csv", rows(5_000, 500));
    String month = YearMonth.now(ZoneOffset.UTC).toString();

    JsonNode summary = home.engine().call("run", "--output", "json").json();
    JsonNode usage =
        home.engine().call("usage", "--since", "1d", "--output", "json").json().at("/tenants/0");
    JsonNode history = home.engine().call("history", "--output", "json").json();

    long rows = SharedCassandra.count("ratings.ratings");
    assertThat(rows).isEqualTo(1_500);
    assertThat(usage.get("rows_written").asLong())
        .isEqualTo(rows)
        .isEqualTo(summary.at("/total/rows_written").asLong())
        .isEqualTo(sum(history, "rows_written"));
    assertThat(usage.get("records_read").asLong())
        .isEqualTo(1_501)
        .isEqualTo(summary.at("/total/records_read").asLong())
        .isEqualTo(sum(history, "records_read"));
    assertThat(usage.get("rejects").asLong())
        .isEqualTo(1)
        .isEqualTo(summary.at("/total/rejects").asLong())
        .isEqualTo(sum(history, "rejects"));
    assertThat(usage.get("bytes").asLong())
        .isEqualTo(sum(history, "size_bytes"))
        .isEqualTo(usage.get("bytes_offered").asLong());
    assertThat(usage.get("files").asLong()).isEqualTo(2);
    assertThat(usage.get("plan").asText()).isEqualTo("standard");
    assertThat(usage.get("cpu_seconds_charged").decimalValue())
        .isPositive()
        .isEqualByComparingTo(usage.get("cpu_seconds").decimalValue());
    assertThat(home.engine().call("usage", "--reconcile", "--since", "1d").exitCode()).isZero();

    JsonNode invoice = invoice(home, month, "json").json().get(0);
    assertThat(invoice.get("state").asText()).isEqualTo("estimate");
    assertThat(invoice.get("files").asLong()).isEqualTo(2);
    BigDecimal total = new BigDecimal(invoice.get("total").asText());
    assertThat(amounts(invoice)).isEqualByComparingTo(total);
    // A base of 49.90, 1,500 rows at 1,000 for a million, and less than a cent for anything else.
    assertThat(total).isEqualByComparingTo("51.40");
    assertThat(invoice(home, month, "text").out())
        .contains("Invoice for ratings, " + month + ". Estimate: the month is not over.")
        .containsPattern("total +51.40\n");
    assertThat(invoice(home, month, "csv").out().lines())
        .first()
        .isEqualTo("tenant,month,state,item,plan,part,quantity,unit,unit_price,amount,currency");
    Path page = folder.resolve("invoice.html");
    Engine.Result written =
        home.engine()
            .call(
                "invoice",
                "--all",
                "--month",
                month,
                "--format",
                "html",
                "--into",
                page.toString());
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.out()).isEmpty();
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("51.40&nbsp;EUR");
  }

  @Test
  void a_file_whose_run_failed_is_charged_when_it_is_done_and_once() {
    TestingHome home = home("usage_retry");
    home.tenant("ratings", "dialect.format = csv, rejects.max-count = 0");
    home.stage("ratings", "a.csv", rows(0, 10) + "bad,1,1,1\n");

    assertThat(home.engine().call("run").exitCode()).isEqualTo(4);
    JsonNode failed = usage(home);
    assertThat(failed.get("runs").asLong()).isEqualTo(1);
    assertThat(failed.get("runs_charged").asLong()).isZero();
    assertThat(failed.get("bytes_offered").asLong()).isPositive();
    assertThat(failed.get("bytes").asLong()).isZero();
    assertThat(failed.get("cpu_seconds_charged").decimalValue()).isZero();

    home.tenant("ratings", "dialect.format = csv, rejects.max-ratio = 1");
    assertThat(home.engine().call("run").exitCode()).isEqualTo(3);
    JsonNode done = usage(home);
    assertThat(done.get("runs").asLong()).isEqualTo(2);
    assertThat(done.get("runs_charged").asLong()).isEqualTo(1);
    assertThat(done.get("bytes_offered").asLong()).isEqualTo(2 * done.get("bytes").asLong());
    assertThat(done.get("rows_written").asLong()).isEqualTo(10);
    assertThat(home.engine().call("usage", "--reconcile", "--since", "1d").exitCode()).isZero();
  }

  @Test
  void what_an_engine_died_before_charging_is_told_and_charged_on_request() {
    TestingHome home = home("usage_killed");
    home.stage("ratings", "a.csv", rows(0, 10));
    assertThat(home.engine().callWith("-Dmysimbdp.kill-at=COMMITTED", "run").exitCode())
        .isEqualTo(KILLED);

    Engine.Result found = home.engine().call("usage", "--reconcile", "--since", "1d");
    assertThat(found.exitCode()).isEqualTo(11);
    assertThat(found.out())
        .contains("a.csv is done since ", "it is not charged", "What to do: charge it");
    assertThat(usage(home).get("files").asLong()).isZero();

    Engine.Result repaired =
        home.engine().call("usage", "--reconcile", "--repair", "--since", "1d");
    assertThat(repaired.exitCode()).as(repaired.out()).isZero();
    assertThat(repaired.out()).contains("Charged as the ledger says: 1");
    assertThat(home.engine().call("run").exitCode()).isZero();
    JsonNode usage = usage(home);
    assertThat(usage.get("files").asLong()).isEqualTo(1);
    assertThat(usage.get("rows_written").asLong()).isEqualTo(10);
    assertThat(usage.get("runs_charged").asLong()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_billed_says_why() {
    TestingHome home = new TestingHome(folder).sample("ratings");
    home.conf(new String[] {"ratings"}, SharedCassandra.conf("usage_none"));

    Engine.Result none = home.engine().call("invoice", "--all", "--month", "2026-11");
    assertThat(none.exitCode()).isEqualTo(5);
    assertThat(none.err()).contains("conf/engine.conf has no price list");
    Engine.Result nobody = home.engine().call("invoice", "--month", "2026-11");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).contains("Whose invoice? Either --tenant ID or --all");
    Engine.Result noMonth =
        home.engine().call("invoice", "--tenant", "ratings", "--month", "November");
    assertThat(noMonth.exitCode()).isEqualTo(2);
    assertThat(noMonth.err()).contains("expected a month such as 2026-11, got 'November'");
    Engine.Result both = home.engine().call("usage", "--since", "1d", "--month", "2026-11");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("Either --month or --since, not both");
  }

  private static Engine.Result invoice(TestingHome home, String month, String format) {
    Engine.Result result =
        home.engine().call("invoice", "--tenant", "ratings", "--month", month, "--format", format);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static JsonNode usage(TestingHome home) {
    return home.engine().call("usage", "--since", "1d", "--output", "json").json().at("/tenants/0");
  }

  private static long sum(JsonNode entries, String key) {
    long sum = 0;
    for (JsonNode entry : entries) {
      sum += entry.get(key).asLong();
    }
    return sum;
  }

  private static BigDecimal amounts(JsonNode invoice) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : invoice.get("lines")) {
      sum = sum.add(new BigDecimal(line.get("amount").asText()));
    }
    return sum;
  }

  private static String rows(int first, int count) {
    StringBuilder rows = new StringBuilder(HEADER);
    Stream.iterate(first, i -> i + 1)
        .limit(count)
        .forEach(i -> rows.append(i).append(",1,3.5,964982703\n"));
    return rows.toString();
  }

  private TestingHome home(String platform) {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS " + platform);
    TestingHome home = new TestingHome(folder).sample("ratings");
    String[] cassandra = SharedCassandra.conf(platform);
    String[] lines =
        Stream.concat(
                Stream.of(cassandra),
                Stream.of(
                    "plans.standard {}",
                    "default-plan = standard",
                    "prices.plans.standard {",
                    "  base = 49.90",
                    "  gigabyte { free = 1, price = 0.08 }",
                    "  million-rows = 1000",
                    "  cpu-hour = 0.12",
                    "}"))
            .toArray(String[]::new);
    return home.conf(new String[] {"ratings"}, lines);
  }
}
