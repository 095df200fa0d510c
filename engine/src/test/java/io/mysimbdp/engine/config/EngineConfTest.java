package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.FailureCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineConfTest {

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder);
  }

  @Test
  void an_empty_file_gives_the_defaults() {
    EngineConfig engine = home.engine("").load().engine();

    assertThat(engine)
        .isEqualTo(
            new EngineConfig(
                List.of(),
                Set.of(),
                "mysimbdp",
                4,
                64L << 20,
                5,
                Rates.UNLIMITED,
                new EngineConfig.Watch(Duration.ofSeconds(10), Duration.ofSeconds(10)),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                PluginTrust.ANY,
                List.of(),
                new WorkersConfig(null, null, 64, Map.of(), WorkersConfig.AUTO),
                new CassandraConfig(
                    List.of(),
                    "datacenter1",
                    null,
                    null,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    256,
                    64L << 20,
                    Duration.ofSeconds(30),
                    null,
                    32,
                    false,
                    new CassandraConfig.Embedded(
                        "127.0.0.1",
                        0,
                        1L << 30,
                        Duration.ofMinutes(2),
                        1L << 30,
                        false,
                        List.of())),
                new MetricsConfig(1000, null, null, Duration.ofSeconds(5), null, null),
                new NotifyConfig(
                    null,
                    null,
                    Set.of(NotifyConfig.Topic.values()),
                    NamePatterns.any(),
                    0.9,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    1_000),
                PriceLists.of(new PriceList(Currency.getInstance("EUR"), null, Map.of(), Map.of())),
                new WebConfig(true, "127.0.0.1", 8077, null, List.of()),
                StagingConfig.FOLDERS));
    assertThat(engine.prices().isEmpty()).isTrue();
    assertThat(engine.cassandra().isEmbedded()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          concurrent-runs = 0                 | concurrent-runs: expected a whole number from 1 to 256, got 0
          cassandra.tenant-sessions = 0       | cassandra.tenant-sessions: expected a whole number from 1 to 10000, got 0
          cassandra.role-secret = "short"     | cassandra.role-secret: expected at least 16 characters, got 5
          cassandra.embedded.authentication = true | cassandra.embedded.authentication: needs cassandra.user and cassandra.password, to log in with
          cassandra.embedded.jvm-options = ["-Xlog:gc", "Xmx1g"] | cassandra.embedded.jvm-options: expected one option of the JVM such as -Xlog:gc, got "Xmx1g"
          metrics.tenants-max = 0             | metrics.tenants-max: expected a whole number from 1 to 100000, got 0
          metrics.instance = " "              | metrics.instance: expected a name, got " "
          metrics.push-gateway = "host:9091"  | metrics.push-gateway: expected the address of a Pushgateway such as http://host:9091, got "host:9091"
          metrics.push-gateway = "http://h:1/m" | metrics.push-gateway: expected an address without a path such as http://host:9091, got "http://h:1/m"
          metrics.push-timeout = 0s           | metrics.push-timeout: expected a duration from 100ms to 1m, got "0s"
          metrics.file = "metrics.txt"        | metrics.file: expected a file whose name ends in .prom, got "metrics.txt"
          metrics.otlp.url = "http://a b"     | metrics.otlp.url: expected an address such as http://host:4318/v1/metrics, got "http://a b"
          metrics.otlp.interval = 2h          | metrics.otlp.interval: expected a duration from 1s to 1h, got "2h"
          metrics.otlp.headers { "a b" = c }  | metrics.otlp.headers."a b": expected the name of a header of HTTP, got "a b"
          notify.url = "ftp://me.org/secret"  | notify.url: expected an address with http or https, got another one
          notify.url = "me.org/secret"        | notify.url: expected an address with http or https, got another one
          notify.url = "http:/secret"         | notify.url: expected an address with a host, as in https://example.org/hook
          notify.url = "http://a:b@me.org/"   | notify.url: expected an address without user and without #
          notify.url = "http://me.org/a b"    | notify.url: expected an address as in https://example.org/hook, got something else
          notify.events = [failure, quotas]   | notify.events: expected an event, got "quotas"; did you mean quota?
          notify.quota-ratio = 1.1            | notify.quota-ratio: expected a number from 0.01 to 1.0, got 1.1
          notify.queue = 0                    | notify.queue: expected a whole number from 1 to 100000, got 0
          web.token = "short"                 | web.token: expected at least 16 characters, got 5
          web.address = "0.0.0.0"             | web.address: others can reach "0.0.0.0", so set web.token too
          web.address = "::"                  | web.address: others can reach "::", so set web.token too
          web.address = "example.org"         | web.address: expected an IP address such as 127.0.0.1, or localhost, got "example.org"
          web.port = 65536                    | web.port: expected a whole number from 0 to 65535, got 65536
          web.hosts = ["a:80"]                | web.hosts: expected the name of a host without a port, got "a:80"
          staging.uri = "/mnt/{tenant}/in"    | staging.uri: expected a place such as s3://bucket/{tenant}/staging or file:///mnt/{tenant}/staging, got "/mnt/{tenant}/in"
          staging.uri = "s3://in/{tenant}/"   | staging.uri: expected a place such as s3://bucket/{tenant}/staging or file:///mnt/{tenant}/staging, got "s3://in/{tenant}/"
          staging.uri = "s3://in/all/staging" | staging.uri: expected {tenant} in a folder above the last one: finished files lie beside the last one, and no two tenants may share them
          staging.uri = "s3://in/in/{tenant}" | staging.uri: expected {tenant} in a folder above the last one: finished files lie beside the last one, and no two tenants may share them
          staging.uri = "s3://in/{tenant}/done" | staging.uri: expected another last folder than done, which lies beside it
          staging.uri = "s3://IN/{tenant}/in" | staging.uri: expected the name of a bucket behind s3://, as in s3://ingest/, got "s3://IN/{tenant}/in"
          staging.store.endpoint = "store:9000" | staging.store.endpoint: expected an address such as https://store.example.org:9000, got "store:9000"
          staging.store.access-key = me       | staging.store.access-key: needs the key itself as well, secret-key
          staging.store.secret-key = abc      | staging.store.secret-key: has no effect without access-key, the name of the key
          staging.store.timeout = 0s          | staging.store.timeout: expected a duration from 1s to 10m, got "0s"
          process-launcher = [""]             | process-launcher: expected a command, got an empty one
          workers = cluster                   | workers: expected local, or the master of a Spark cluster: spark://host:port, yarn, k8s://…, or local-cluster[workers,cores,MiB] for a trial, got "cluster"
          workers = "spark://host"            | workers: expected local, or the master of a Spark cluster: spark://host:port, yarn, k8s://…, or local-cluster[workers,cores,MiB] for a trial, got "spark://host"
          split = 1 KiB                       | split: expected auto or a size from 1 MiB to 1 EiB, got "1 KiB"
          split = on                          | split: expected auto or a size from 1 MiB to 1 EiB, got "on"
          spark.conf.memory = 4g              | spark.conf: expected names that begin with spark., got "memory"
          spark.conf.spark.master = yarn      | spark.conf: spark.master is what "workers" says
          spark.conf.spark.speculation = true | spark.conf: spark.speculation is the engine's: it runs again what was lost, from where that had come to
          process-launcher = nice             | process-launcher: expected a list of texts such as ["a", "b"], got "nice"
          concurrent-runs = 1.5               | concurrent-runs: expected a whole number, got 1.5
          concurrent-runs = many              | concurrent-runs: expected a whole number, got "many"
          concurrent-runs = []                | concurrent-runs: expected a whole number, got a list
          concurrent-runs = null              | concurrent-runs: expected a whole number, got null
          concurrent-runs = 1e999999999       | concurrent-runs: expected a whole number, got 1e999999999
          concurrent-runs = 99999999999999999999 | concurrent-runs: expected a whole number, got "99999999999999999999"
          stop-timeout = fast                 | stop-timeout: expected a duration such as 30s or 5 minutes, got "fast"
          stop-timeout = 30                   | stop-timeout: expected a duration such as 30s or 5 minutes, got 30
          stop-timeout = "30"                 | stop-timeout: expected a duration such as 30s or 5 minutes, got "30"
          stop-timeout = 30 parsecs           | stop-timeout: expected a duration such as 30s or 5 minutes, got "30 parsecs"
          stop-timeout = -1s                  | stop-timeout: expected a duration from 0s to 1h, got "-1s"
          stop-timeout = 99999999999999 days  | stop-timeout: expected a duration from 0s to 1h, got "99999999999999 days"
          stop-timeout { a = 1 }              | stop-timeout: expected a duration such as 30s or 5 minutes, got a block { ... }
          platform-keyspace = Mine            | platform-keyspace: expected a keyspace name of a lower-case letter, then at most 47 lower-case letters, digits or underscores, got "Mine"
          platform-keyspace = system_mine     | platform-keyspace: expected a keyspace that is not Cassandra's own, got "system_mine": names with system in front are taken
          platform-keyspace = table           | platform-keyspace: expected a keyspace name that is no reserved word of CQL, got "table"
          platform-keyspace = [a]             | platform-keyspace: expected a text, got a list
          tenants = toys                      | tenants: expected a list of texts such as ["a", "b"], got "toys"
          tenants = [[toys]]                  | tenants: expected a text, got a list
          tenants = [toys, toys]              | tenants: tenant "toys" is listed twice
          tenants = ["../toys"]               | tenants: expected a tenant id of a lower-case letter, then at most 47 lower-case letters, digits or underscores, got "../toys"
          tenants = ["a/b"]                   | tenants: expected a tenant id of a lower-case letter, then at most 47 lower-case letters, digits or underscores, got "a/b"
          tenants = [Toys]                    | tenants: expected a tenant id of a lower-case letter, then at most 47 lower-case letters, digits or underscores, got "Toys"
          tenants = [""]                      | tenants: expected a tenant id of a lower-case letter, then at most 47 lower-case letters, digits or underscores, got ""
          tenants = ["a\\u0000"]               | tenants: expected a tenant id of a lower-case letter, then at most 47 lower-case letters, digits or underscores, got "a\\u0000"
          tenants = [nul]                     | tenants: expected a tenant id that is not reserved, got "nul"
          tenants = [mysimbdp]                | tenants: expected a tenant id that is not reserved, got "mysimbdp"
          cassandra = 5                       | cassandra: expected a block { ... }, got 5
          cassandra = null                    | cassandra: expected a block { ... }, got null
          cassandra.contact-points = ["a:0"]  | cassandra.contact-points: expected host or host:port, got "a:0"
          cassandra.contact-points = ["a:b"]  | cassandra.contact-points: expected host or host:port, got "a:b"
          cassandra.contact-points = [""]     | cassandra.contact-points: expected host or host:port, got ""
          cassandra.contact-points = ["::1"]  | cassandra.contact-points: expected host or host:port, got "::1"
          cassandra.local-datacenter = ""     | cassandra.local-datacenter: expected the name of a data centre, got ""
          cassandra.request-timeout = fast    | cassandra.request-timeout: expected a duration such as 30s or 5 minutes, got "fast"
          cassandra.request-timeout = 1ms     | cassandra.request-timeout: expected a duration from 100ms to 1h, got "1ms"
          cassandra.connect-timeout = 2h      | cassandra.connect-timeout: expected a duration from 1s to 1h, got "2h"
          cassandra.user = me                 | cassandra.user: a user needs a password: set password too
          cassandra.tls.enabled = maybe       | cassandra.tls.enabled: expected true or false, got "maybe"
          cassandra.tls.enabled = 1           | cassandra.tls.enabled: expected true or false, got 1
          cassandra.tls { enabled = true, trust-store = no.p12 } | cassandra.tls.trust-store: file not found: "no.p12"
          cassandra.embedded.address = 0.0.0.0      | cassandra.embedded.address: expected a loopback address such as 127.0.0.1, got "0.0.0.0"
          cassandra.embedded.address = 127.0.0.256  | cassandra.embedded.address: expected a loopback address such as 127.0.0.1, got "127.0.0.256"
          cassandra.embedded.port = 0         | cassandra.embedded.port: expected auto or a whole number from 1 to 65535, got 0
          cassandra.embedded.port = any       | cassandra.embedded.port: expected auto or a whole number from 1 to 65535, got "any"
          cassandra.embedded.heap = -1 GiB    | cassandra.embedded.heap: expected a size such as 40 KiB or 64 MiB, got "-1 GiB"
          cassandra.embedded.heap = big       | cassandra.embedded.heap: expected a size such as 40 KiB or 64 MiB, got "big"
          cassandra.embedded.heap = 1.5       | cassandra.embedded.heap: expected a size such as 40 KiB or 64 MiB, got 1.5
          cassandra.embedded.heap = true      | cassandra.embedded.heap: expected a size such as 40 KiB or 64 MiB, got true
          cassandra.embedded.heap = 999999999999 YiB | cassandra.embedded.heap: expected a size such as 40 KiB or 64 MiB, got "999999999999 YiB"
          concurent-runs = 2                  | concurent-runs: unknown key; did you mean concurrent-runs?
          stopTimeout = 2s                    | stopTimeout: unknown key; did you mean stop-timeout?
          cassandra.contact_points = [a]      | cassandra.contact_points: unknown key; did you mean contact-points?
          cassandra.embedded.colour = blue    | cassandra.embedded.colour: unknown key; known here are address, authentication, heap, jvm-options, min-free-disk, port, start-timeout
          cassandra.tls.passwrod = hunter2    | cassandra.tls.passwrod: unknown key; known here are enabled, hostname-verification, key-store, key-store-password, trust-store, trust-store-password
          "a.b" = 1                           | "a.b": unknown key; known here are caps, cassandra, concurrent-runs, default-plan, grants, lease, metrics, notify, plan-of, plans, platform-keyspace, plugins, prices, process-launcher, profile, rates, spark, split, staging, stop-timeout, suspend-after, suspended, tenants, turn, watch, web, workers
          mysimbdp.tenants = []               | mysimbdp: unknown key; known here are caps, cassandra, concurrent-runs, default-plan, grants, lease, metrics, notify, plan-of, plans, platform-keyspace, plugins, prices, process-launcher, profile, rates, spark, split, staging, stop-timeout, suspend-after, suspended, tenants, turn, watch, web, workers
          profile = 5                         | profile: expected a block { ... }, got 5
          profile.replication = 5             | profile.replication: expected a block { ... }, got 5
          profile.limits.batch.time = soon    | profile.limits.batch.time: expected a duration such as 30s or 5 minutes, got "soon"
          profile.writes.window = 1           | profile.writes: unknown key; did you mean write?
          profile.settings { a = ${profile.settings.b}, b = ${profile.settings.a} } | Could not resolve substitution to a value: ${profile.settings.a} was part of a cycle of substitutions involving ${profile.settings.b}, ${profile.settings.a}, ${profile.settings.b}
          stop-timeout = ${NOWHERE}           | Could not resolve substitution to a value: ${NOWHERE}
          """)
  void says_what_is_wrong_and_where(String text, String problem) {
    home.engine("# A comment.\n\n" + text + "\n");

    assertThat(home.problems(Map.of())).containsExactly("conf/engine.conf:3: " + problem);
  }

  @Test
  void all_problems_are_reported_at_once_by_line() {
    home.engine(
        """
        stop-timeout = fast
        cassandra {
          colour = blue
          embedded { heap = 1, port = x }
        }
        concurrent-runs = 0
        """);

    assertThatThrownBy(home::load)
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CONFIG_INVALID))
        .hasMessage(
            """
            conf/engine.conf:1: stop-timeout: expected a duration such as 30s or 5 minutes, got "fast"
            conf/engine.conf:3: cassandra.colour: unknown key; known here are connect-timeout, \
            contact-points, embedded, in-flight, in-flight-bytes, local-datacenter, password, request-timeout, retry-for, role-secret, streaming, tenant-sessions, tls, user
            conf/engine.conf:4: cassandra.embedded.heap: expected a size from 256 MiB to 256 GiB, got 1
            conf/engine.conf:4: cassandra.embedded.port: expected auto or a whole number from 1 to \
            65535, got "x"
            conf/engine.conf:6: concurrent-runs: expected a whole number from 1 to 256, got 0""");
  }

  @Test
  void lines_are_ordered_as_numbers() {
    home.engine("concurrent-runs = 0" + "\n".repeat(9) + "stop-timeout = x\n");

    assertThat(home.problems(Map.of()))
        .extracting(line -> line.substring(0, line.indexOf(": ")))
        .containsExactly("conf/engine.conf:1", "conf/engine.conf:10");
  }

  @Test
  void a_missing_file_names_the_folder() {
    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf: file not found in "
                + home.folder()
                + "; an installation folder holds conf/engine.conf, plugins/ and tenants/");
  }

  @Test
  void a_file_that_is_not_utf8_names_the_line() {
    home.bytes(
        "conf/engine.conf", "tenants = []\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf:2: expected text in UTF-8, got other bytes in this line");
  }

  @Test
  void a_file_cut_inside_a_character_names_the_line() {
    home.bytes("conf/engine.conf", new byte[] {'#', '\n', '#', (byte) 0xC3});

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf:2: expected text in UTF-8, got other bytes in this line");
  }

  @Test
  void a_huge_file_is_refused() {
    home.engine("#".repeat((1 << 20) + 1));

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf: expected at most 1 MiB of configuration, got 1048577 bytes");
  }

  @Test
  void a_folder_with_the_name_of_the_file_is_refused() {
    home.file("conf/engine.conf/x", "");

    assertThat(home.problems(Map.of()))
        .containsExactly("conf/engine.conf: expected a file, got a folder or something else");
  }

  @Test
  void a_syntax_error_is_retold_without_class_names() {
    home.engine("tenants = []\ncassandra {\n  contact-points = [\n}\n");

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf:4: List should have ] or a first element after the open [, instead had"
                + " token: '}' (if you want '}' to be part of a string value, then double-quote"
                + " it)");
  }

  @Test
  void a_syntax_error_next_to_a_password_quotes_nothing() {
    home.engine("cassandra {\n  password = hunter2 = hunter2 }\n}\n");

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf:2: cannot be read as HOCON here; what HOCON says is not shown, for it"
                + " may quote a password: check quotes, brackets and commas");
  }

  @Test
  void blocks_nested_too_deeply_are_refused() {
    home.engine("a = " + "[".repeat(100_000));

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/engine.conf: expected blocks and lists nested at most 100 deep, got deeper ones");
  }

  @Test
  void an_included_file_counts_as_if_it_stood_there_and_its_problems_name_it() {
    home.file("conf/more/runs.conf", "\nconcurrent-runs = 0\n")
        .engine("include \"more/runs.conf\"\n");

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/more/runs.conf:2: concurrent-runs: expected a whole number from 1 to 256, got 0");
    home.file("conf/more/runs.conf", "concurrent-runs = 7");
    assertThat(home.load().engine().concurrentRuns()).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          include "engine.conf"             | include "engine.conf": the files include each other: conf/engine.conf -> conf/engine.conf
          include "none.conf"               | include "none.conf": file not found
          include required(file("none"))    | include "none": file not found
          include "../../x.conf"            | include "../../x.conf": expected a file inside the installation folder, got one outside
          include "/etc/hostname"           | include "/etc/hostname": expected a file inside the installation folder, got one outside
          include url("http://localhost/")  | include url(...): expected a file, got a URL
          include "http://localhost/"       | include "http://localhost/": expected a file, got a URL
          include classpath("a.conf")       | include classpath(...): expected a file, got a class path resource
          """)
  void refuses_what_must_not_be_included(String text, String problem) {
    home.engine("# include what is common\n" + text);

    assertThat(home.problems(Map.of())).containsExactly("conf/engine.conf:2: " + problem);
  }

  @Test
  void a_longer_include_loop_is_shown_whole() {
    home.engine("include \"a.conf\"")
        .file("conf/a.conf", "include \"b.conf\"")
        .file("conf/b.conf", "include \"a.conf\"");

    assertThat(home.problems(Map.of()))
        .containsExactly(
            "conf/b.conf:1: include \"a.conf\": the files include each other: conf/engine.conf ->"
                + " conf/a.conf -> conf/b.conf -> conf/a.conf");
  }

  @Test
  void an_environment_variable_can_be_used_and_is_no_key() {
    home.engine("concurrent-runs = ${RUNS}\nplatform-keyspace = ${?KEYSPACE}");

    EngineConfig engine = home.load(Map.of("RUNS", "5", "tenantz", "x")).engine();

    assertThat(engine.concurrentRuns()).isEqualTo(5);
    assertThat(engine.platformKeyspace()).isEqualTo("mysimbdp");
  }

  @Test
  void a_list_can_be_extended_by_itself() {
    home.engine("tenants = [a]\ntenants = ${tenants} [b]\ntenants += c");

    assertThat(home.load().engine().tenants()).containsExactly("a", "b", "c");
  }

  @Test
  void contact_points_get_the_usual_port() {
    home.engine("cassandra.contact-points = [\"db1\", \"10.0.0.1:9043\", \"[::1]\", \"[::1]:1\"]");

    assertThat(home.load().engine().cassandra().contactPoints())
        .containsExactly("db1:9042", "10.0.0.1:9043", "[::1]:9042", "[::1]:1");
  }
}
