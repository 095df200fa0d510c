package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look and do not touch. None of them needs a Cassandra here. */
class InspectionTest {

  @TempDir private Path folder;

  @Test
  void check_finds_nothing_in_an_installation_that_is_right() {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings", "toys"})
            .sample("ratings")
            .sample("toys");

    Engine.Result result = home.engine().call("check");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo("2 tenants and 2 JARs looked at, nothing to complain about.\n");
    assertThat(home.engine().call("check", "--output", "json").json().get("ok").asBoolean())
        .isTrue();
  }

  @Test
  void check_finds_everything_that_is_wrong_at_once() throws IOException {
    // Neither of the two hours is now, whenever that is.
    int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
    String cap = "* " + (hour + 8) % 24 + " * * *";
    String window = "* " + (hour + 12) % 24 + " * * *";
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"ratings", "wrong", "nojar", "nostaging", "badschema", "never"},
                "caps.run-windows = [\"" + cap + "\"]")
            .sample("ratings")
            .tenant("wrong", "limits.batch.files = 0\nlimts.day.files = 1\n")
            .tenant("nojar", "")
            .tenant("nostaging", "plugin = ratings")
            .tenant("badschema", "plugin = ratings, schema-file = s.cql, tables = [x]")
            .tenant("never", "plugin = ratings, run-windows = [\"" + window + "\"]")
            .tenant("stranger", "");
    Files.delete(home.staging("nostaging"));
    Files.writeString(home.folder("badschema", "s.cql"), "CREATE TABLE y (a int PRIMARY KEY);");
    Files.writeString(home.plugins().resolve("broken.jar"), "no archive");

    Engine.Result result = home.engine().call("check");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(4);
    assertThat(result.out().lines())
        .contains(
            "error: tenants/wrong/tenant.conf:1: limits.batch.files: expected a whole number from 1"
                + " to 100000, got 0",
            "error: tenants/wrong/tenant.conf:2: limts: unknown key; did you mean limits?",
            "error: nojar: no JAR in plugins/ has Plugin-Id nojar",
            "error: tenants/nostaging/staging: expected a folder: files are staged in it",
            "error: badschema: tenants/badschema/s.cql:1: table y is none of tables = x, which this"
                + " tenant may use",
            "error: never: outside of run-windows = "
                + cap
                + " UTC (caps, conf/engine.conf:3); no"
                + " minute of the next year suits all windows",
            "warning: tenants/stranger is not served: it is not registered in conf/engine.conf")
        .anyMatch(line -> line.startsWith("error: ") && line.contains("broken.jar"))
        .endsWith("6 tenants and 1 JAR looked at, 7 errors, 1 warning.");
    JsonNode json = home.engine().call("check", "--output", "json").json();
    assertThat(json.get("errors").asInt()).isEqualTo(7);
    assertThat(json.get("findings").get(0).toString())
        .isEqualTo(
            "{\"severity\":\"error\",\"area\":\"config\",\"tenant\":\"wrong\",\"where\":"
                + "\"tenants/wrong/tenant.conf:1\",\"key\":\"limits.batch.files\",\"message\":"
                + "\"expected a whole number from 1 to 100000, got 0\"}");
  }

  @Test
  void check_of_a_wrong_engine_conf_has_the_exit_code_of_a_bad_configuration() {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"toys"}, "default-plan = gold", "concurent-runs = 1");

    Engine.Result result = home.engine().call("check", "--output", "json");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.json().get("errors").asInt()).isEqualTo(2);
    assertThat(result.out()).contains("did you mean concurrent-runs?", "unknown plan");
  }

  @Test
  void config_shows_what_holds_for_a_tenant_and_why() {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"toys"},
                "plans.free.limits.batch { files = 20, time = 30m }",
                "default-plan = free",
                "caps.limits.batch.time = 20m")
            .tenant("toys", "limits.batch.files = 10");

    Engine.Result result =
        home.engine().call("config", "--tenant", "toys", "--key", "limits.batch");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().replaceAll("conf:\\d{2,}", "conf:N").replaceAll(" {2,}", "  "))
        .isEqualTo(
            """
            KEY  VALUE  UNIT  SET BY  WHERE  OVERRIDES
            limits.batch.bytes  unlimited  bytes  default  reference.conf:N
            limits.batch.cpu-time  unlimited  time  default  reference.conf:N
            limits.batch.files  10  files  tenant  tenants/toys/tenant.conf:1  20 (plan free,\
             conf/engine.conf:3); 100 (default, reference.conf:N)
            limits.batch.time  20m  time  caps  conf/engine.conf:5  30m (plan free,\
             conf/engine.conf:3); 1 day (profile, conf/engine.conf:2); 1h (default, reference.conf:N)
            """);
    assertThat(home.engine().call("config", "--output", "json").json().size()).isGreaterThan(80);
  }

  @Test
  void config_of_a_tenant_that_wants_too_much_names_both_values_and_places() {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"toys"}, "plans.free.limits.batch.files = 20", "default-plan = free")
            .tenant("toys", "limits.batch.files = 21");

    Engine.Result result = home.engine().call("config", "--tenant", "toys");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err())
        .contains(
            "tenants/toys/tenant.conf:1: limits.batch.files: expected at most 20, which plan free"
                + " grants (conf/engine.conf:3), got 21");
  }

  @Test
  void why_explains_a_file_that_the_engine_would_not_even_look_into() throws IOException {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings", "toys"}, "profile.files.quiet-period = 30s")
            .sample("ratings")
            .tenant("toys", "files.completion = marker")
            .stage("ratings", "a.xlsx", "x")
            .stage("ratings", "b.csv.part", "x")
            .stage("ratings", "c.csv", "x")
            .stage("toys", "d.csv", "x")
            .stage("toys", "e.csv", "x")
            .stage("toys", "e.csv.done", "x");
    Files.setLastModifiedTime(
        home.staging("ratings").resolve("c.csv"), FileTime.from(Instant.now()));

    assertThat(why(home, home.staging("ratings").resolve("c.csv").toString()))
        .startsWith("ratings/c.csv: not complete: it was changed less than files.quiet-period");
    assertThat(why(home, "a.xlsx"))
        .startsWith("ratings/a.xlsx: to be refused: its name matches none of the patterns");
    assertThat(why(home, "ratings/b.csv.part")).startsWith("ratings/b.csv.part: passed over: ");
    assertThat(why(home, "d.csv"))
        .startsWith("toys/d.csv: not complete: it waits for its marker d.csv.done");
    assertThat(why(home, "e.csv"))
        .isEqualTo(
            "toys/e.csv: waiting: its tenant cannot be served: no JAR in plugins/ has Plugin-Id"
                + " toys\n");
    Engine.Result unknown = home.engine().call("why", "f.csv");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("No tenant has a file f.csv now");
  }

  private static String why(TestingHome home, String file) {
    Engine.Result result = home.engine().call("why", file);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }
}
