package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants come, are suspended, resumed and limited, and go, by commands. */
class TenantCommandsTest {

  private static final String HEADER = "userid,movieid,rating,timestamp\n";
  private static final String ROW = "1,1,3.5,964982703\n";

  @TempDir private Path folder;

  @Test
  void a_tenant_is_added_limited_suspended_resumed_and_removed() throws IOException {
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS ratings");
    SharedCassandra.session().execute("DROP KEYSPACE IF EXISTS commands_tenants");
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {},
                conf("commands_tenants", "plans { free { weight = 50 } } # what is sold"));
    home.tenant("stranger", "");
    Path jar = Engine.project().resolve("plugins/ratings.jar");

    Engine.Result added =
        home.engine().call("tenant", "add", "ratings", "--plan", "free", "--jar", jar.toString());
    assertThat(added.err()).isEmpty();
    assertThat(added.exitCode()).isZero();
    assertThat(added.out())
        .contains("+ tenants = [ratings]\n")
        .contains("+ plan-of = { ratings = free }\n")
        .contains("+ plugins/ratings.jar: version 1.0.0\n")
        .contains("+ tenants/ratings/staging/\n")
        .contains("ratings is registered. Files go to tenants/ratings/staging/");
    assertThat(Files.readString(folder.resolve("conf/engine.conf"))).contains("# what is sold");
    assertThat(Files.readString(folder.resolve("tenants/ratings/tenant.conf")))
        .contains("# keyspace = ratings\n");

    home.tenant("ratings", "dialect.format = csv");
    home.stage("ratings", "a.csv", HEADER + ROW);
    assertThat(home.engine().call("run").exitCode()).isZero();
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(1);

    assertThat(flat(home.engine().call("tenant", "list")))
        .contains("ratings serving free normal 50 1.0.0 0 0 B unlimited unlimited 0\n")
        .contains("Not registered, so not served: tenants/stranger\n");
    assertThat(
            flat(
                home.engine()
                    .call(
                        "tenant",
                        "limit",
                        "ratings",
                        "--rows-per-second",
                        "5000",
                        "--bytes-per-second",
                        "1 MiB")))
        .contains("rows-per-second unlimited 5,000 unlimited 5,000\n")
        .contains("bytes-per-second unlimited 1 MiB unlimited 1 MiB\n");
    assertThat(
            flat(home.engine().call("tenant", "limit", "ratings", "--rows-per-second=unlimited")))
        .contains("rows-per-second 5,000 unlimited unlimited unlimited\n")
        .contains("bytes-per-second 1 MiB 1 MiB unlimited 1 MiB\n");

    home.stage("ratings", "b.csv", HEADER + "2,1,3.5,964982703\n");
    assertThat(
            home.engine()
                .call("tenant", "suspend", "ratings", "--reason", "unpaid bill")
                .exitCode())
        .isZero();
    JsonNode waiting = home.engine().call("run", "--output", "json").json();
    assertThat(waiting.toString())
        .containsPattern(
            "the tenant is suspended by the operator since [0-9TZ:-]+: unpaid bill; its files wait"
                + " until the provider says: engine tenant resume ratings");
    assertThat(Files.exists(home.staging("ratings").resolve("b.csv"))).isTrue();
    assertThat(home.engine().call("why", "ratings/b.csv").out())
        .contains("deferred")
        .contains("unpaid bill; its files wait until the provider says: engine tenant resume");
    JsonNode list = home.engine().call("tenant", "list", "--output", "json").json();
    assertThat(list.at("/tenants/0/state").asText()).isEqualTo("suspended");
    assertThat(list.at("/tenants/0/why").asText()).endsWith(": unpaid bill");
    assertThat(list.at("/tenants/0/staged_files").asInt()).isEqualTo(1);
    assertThat(list.at("/tenants/0/bytes_per_second").asLong()).isEqualTo(1 << 20);
    assertThat(list.at("/unregistered/0").asText()).isEqualTo("stranger");

    Engine.Result resumed = home.engine().call("tenant", "resume", "ratings");
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.out()).startsWith("ratings is resumed; it was suspended by the operator");
    assertThat(home.engine().call("run").exitCode()).isZero();
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(2);

    Engine.Result refused = home.engine().call("tenant", "remove", "ratings");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("plan-of.ratings (conf/engine.conf:").contains("--purge");
    Engine.Result removed = home.engine().call("tenant", "remove", "ratings", "--purge-settings");
    assertThat(removed.exitCode()).isZero();
    assertThat(removed.out())
        .contains("- tenants = [ratings]\n+ tenants = []\n")
        .contains("its files        tenants/ratings/\n")
        .contains("its tables in keyspace ratings, with DROP TABLE\n");
    assertThat(Files.exists(home.plugins().resolve("ratings.jar"))).isTrue();
    assertThat(home.engine().call("tenant", "list", "--offline").out())
        .contains("Not registered, so not served: tenants/ratings, tenants/stranger\n");
  }

  @Test
  void without_cassandra_tenants_are_listed_added_and_removed() throws IOException {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"ratings", "toys", "broken"},
                "suspended = [toys]",
                "cassandra { contact-points = [\"127.0.0.1:1\"] }",
                "plans { free {} }")
            .sample("ratings")
            .tenant("toys", "dialect.format = csv")
            .tenant("broken", "colour = red");
    home.stage("toys", "a.csv", "a\n1\n");
    String conf = Files.readString(folder.resolve("conf/engine.conf"));

    assertThat(flat(home.engine().call("tenant", "list", "--offline")))
        .contains("ratings serving none normal 100 1.0.0 0 0 B unlimited unlimited ?\n")
        .contains(
            "toys suspended none normal 100 ? 1 4 B unlimited unlimited ? by suspended in"
                + " conf/engine.conf\n")
        .containsPattern(
            "broken broken ([?] ){9}tenants/broken/tenant.conf:1: colour: unknown key");
    Engine.Result dry =
        home.engine()
            .call(
                "tenant",
                "add",
                "games",
                "--plan",
                "free",
                "--dry-run",
                "--jar",
                home.plugins().resolve("ratings.jar").toString());
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out())
        .startsWith("Nothing is done. This would be:\n")
        .contains("+ tenants = [ratings, toys, broken, games]\n")
        .contains("+ tenants/games/tenant.conf\n");
    assertThat(Files.exists(folder.resolve("tenants/games"))).isFalse();

    refused(home, "'toys' is registered already, in conf/engine.conf:1", "add", "toys");
    refused(home, "did you mean free?", "add", "games", "--plan", "fre");
    refused(home, "ID: expected a tenant id of a lower-case letter", "add", "Games");
    refused(
        home,
        "--keyspace: expected a keyspace that is not Cassandra's own",
        "add",
        "games",
        "--keyspace",
        "system_x");
    refused(home, "did you mean toys?", "remove", "toy");
    refused(home, "did you mean toys?", "suspend", "toy");
    refused(home, "Expected --rows-per-second, --bytes-per-second, or both", "limit", "toys");
    refused(
        home,
        "expected unlimited or a size from 1 B to 1 EiB, got \"much\"",
        "limit",
        "toys",
        "--bytes-per-second",
        "much");
    Path noJar = Files.writeString(folder.resolve("x.jar"), "no JAR");
    Engine.Result broken = home.engine().call("tenant", "add", "games", "--jar", noJar.toString());
    assertThat(broken.exitCode()).isEqualTo(4);
    assertThat(broken.err()).contains(noJar + " is no JAR file");
    Engine.Result notGranted =
        home.engine().call("tenant", "add", "games", "--keyspace", "mysimbdp");
    assertThat(notGranted.exitCode()).isEqualTo(5);
    assertThat(Files.exists(folder.resolve("tenants/games"))).as("taken back").isFalse();
    assertThat(Files.readString(folder.resolve("conf/engine.conf"))).isEqualTo(conf);

    assertThat(home.engine().call("tenant", "remove", "toys").exitCode()).isZero();
    assertThat(Files.readString(folder.resolve("conf/engine.conf")))
        .contains("tenants = [ratings, broken]\n")
        .contains("suspended = []\n");
  }

  @Test
  void a_tenant_that_the_configuration_suspends_stays_so() {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"ratings"}, conf("commands_resume", "suspended = [ratings]"))
            .sample("ratings");

    Engine.Result resumed = home.engine().call("tenant", "resume", "ratings");

    assertThat(resumed.exitCode()).isEqualTo(4);
    assertThat(resumed.out()).isEqualTo("ratings was not suspended in the ledger\n");
    assertThat(resumed.err())
        .containsPattern(
            "ratings stays suspended, for conf/engine.conf:[0-9]+ lists it in suspended");
  }

  private static String[] conf(String platform, String line) {
    return Stream.concat(Stream.of(SharedCassandra.conf(platform)), Stream.of(line))
        .toArray(String[]::new);
  }

  private static void refused(TestingHome home, String message, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "tenant";
    System.arraycopy(words, 0, all, 1, words.length);
    Engine.Result result = home.engine().call(all);
    assertThat(result.exitCode()).as(message).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  private static String flat(Engine.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out().replaceAll(" +", " ");
  }
}
