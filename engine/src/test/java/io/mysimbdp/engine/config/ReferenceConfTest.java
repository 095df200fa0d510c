package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.mysimbdp.engine.SigningKeys;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceConfTest {

  @TempDir Path folder;

  @Test
  void every_key_has_a_comment_and_every_value_a_default_and_a_change() {
    Map<String, ConfigValue> keys = keys(Reference.load().root());

    assertThat(keys).hasSizeGreaterThan(50);
    assertThat(keys)
        .allSatisfy(
            (key, value) -> {
              String comment = String.join(" ", value.origin().comments());
              assertThat(comment).as(key).isNotBlank();
              if (!(value instanceof ConfigObject object) || object.isEmpty()) {
                assertThat(comment).as(key).contains("Default: ");
                if (!key.startsWith("profile.replication.")) {
                  assertThat(comment).as(key).contains("Change: ");
                }
              }
            });
  }

  @Test
  void the_page_of_all_keys_is_up_to_date() throws IOException {
    String page = ReferencePage.markdown();

    keys(Reference.load().root())
        .forEach(
            (key, value) -> {
              boolean isBlock = value instanceof ConfigObject block && !block.isEmpty();
              String name = isBlock ? key : key.substring(key.lastIndexOf('.') + 1);
              assertThat(page).contains("`" + name + "`");
            });
    assertThat(project().resolve("conf/REFERENCE.md"))
        .as("engine config --reference > conf/REFERENCE.md")
        .hasContent(page);
  }

  private static PriceList.Price price(String decimal) {
    return new PriceList.Price(
        BigDecimal.ZERO, List.of(new PriceList.Tier(null, new BigDecimal(decimal))));
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }

  @Test
  void every_key_set_to_another_value_is_found_in_the_records() throws Exception {
    SigningKeys keys = new SigningKeys(folder).make("toys", "CN=toys");
    String engineConf =
        """
        tenants = [toys]
        platform-keyspace = platform
        concurrent-runs = 3
        turn = 65 MiB
        suspend-after = 6
        rates { rows-per-second = 71, bytes-per-second = 72 }
        watch { rescan = 35s, drain = 36s }
        stop-timeout = 31s
        lease = 33s
        suspended = [toys]
        default-plan = free
        plan-of { toys = premium }
        plans {
          free { limits.day.files = 1 }
          premium { limits { batch.time = 5h, concurrent-batches = 3 } }
        }
        grants.toys { keyspaces = [shop], network = ["*.org:80"] }
        caps.limits.batch.time = 4h
        plugins {
          listed-only = true
          sha256 { toys-app = ["%s"] }
          signers { toys-app = "conf/toys.pem" }
        }
        process-launcher = [nice, -n, "5"]
        workers = "spark://a:7077,b:7077"
        split = 257 MiB
        spark { home = /opt/spark, concurrent-runs = 65, conf.spark.executor { memory = 4g, cores = 4 } }
        cassandra {
          contact-points = ["db1:9043"]
          local-datacenter = dc7
          user = me
          password { env = P1 }
          tls {
            enabled = true
            trust-store = "conf/trust.p12"
            trust-store-password { env = P2 }
            key-store = "conf/key.p12"
            key-store-password { env = P3 }
            hostname-verification = false
          }
          request-timeout = 11s
          retry-for = 34s
          in-flight = 257
          in-flight-bytes = 66 MiB
          connect-timeout = 32s
          role-secret { env = P4 }
          tenant-sessions = 33
          streaming = true
          embedded {
            address = "127.0.0.2"
            port = 9999
            heap = 2 GiB
            start-timeout = 3 minutes
            min-free-disk = 5 GB
            authentication = true
            jvm-options = ["-Xlog:gc"]
          }
        }
        metrics {
          tenants-max = 17
          instance = here
          push-gateway = "https://gateway:9091"
          push-timeout = 7s
          file = "metrics/run.prom"
          otlp {
            url = "http://collector:4318/v1/metrics"
            interval = 8s
            headers { Authorization { env = P5 } }
          }
        }
        notify {
          url = "https://me.org/hook"
          secret { env = P6 }
          events = [quota]
          tenants = ["t*"]
          quota-ratio = 0.8
          timeout = 12s
          retry-for = 6 minutes
          queue = 1001
        }
        prices {
          currency = JPY
          standard { minimum = 3 }
          plans.free { base = 1, gigabyte = 0.5 }
          tenants.toys { cpu-hour = 0.7 }
          changes = [{ valid-from = 2027-01, currency = EUR, standard.base = 10 }]
        }
        web {
          enabled = false
          address = "0.0.0.0"
          port = 8078
          token { env = P7 }
          hosts = [Ingest.example.org]
        }
        staging {
          uri = "s3://ingest/{tenant}/in"
          store {
            endpoint = "http://store:9000"
            region = eu-north-1
            path-style = true
            access-key = key7
            secret-key { env = P8 }
            timeout = 29s
          }
        }
        """
            .formatted("ab".repeat(32));
    String tenantConf =
        """
        plugin = toys-app
        keyspace = shop
        replication { class = NetworkTopologyStrategy, dc7 = 3 }
        schema-file = toys.cql
        keyspaces = [shop]
        tables = [t, "u_*"]
        files {
          patterns = ["*.txt"]
          extensions = [txt]
          formats = [csv]
          encodings = ["ISO-*"]
          compressions = [gzip]
          completion = marker
          quiet-period = 3s
          marker-suffix = ".ok"
          min-size = 1
          max-size = 2 GiB
          max-expanded = 3 GiB
          max-expansion-ratio = 4.5
          max-records = 5
          min-columns = 2
          max-columns = 6
          header { required = [a, b], order = fixed, others = false }
        }
        dialect {
          format = csv
          delimiter = ";"
          quote = "'"
          escape = "\\\\"
          encoding = latin1
          skip-lines = 2
          header-lines = 0
          columns = [a, b]
          max-record = 1000 KiB
          max-field = 3 KiB
        }
        write {
          consistency = one
          nulls = delete
          window = 1 MiB
          batch-bytes = 10 KiB
          batch-rows = 11
          in-flight = 12, target-latency = 17ms
          retry-for = 13s, path = bulk
        }
        rejects { max-count = 14, max-ratio = 0.05, min-sample = 15 }
        limits {
          batch { files = 7, bytes = 8 GiB, time = 16m, cpu-time = 18m }
          pass { files = 21, bytes = 22, rows = 23 }
          hour { files = 31, bytes = 32, rows = 33 }
          day { files = 41, bytes = 42, rows = 43 }
          month { files = 51, bytes = 52, rows = 53 }
          concurrent-batches = 2, processors = 3, threads = 65
          rows-per-second = 61
          bytes-per-second = 62
        }
        run-windows = ["* 0-5 * * *"]
        time-zone = Europe/Helsinki
        weight = 71, priority = low
        isolation = PROCESS
        network = ["a.org:80"]
        statements = [select, ttl]
        session = own
        heap = 72 MiB
        retention { done = 81d, refused = 82d, rejects = 83d }
        settings { a = 17 }
        """;
    Home home =
        new Home(folder)
            .engine(engineConf)
            .tenant("toys", tenantConf)
            .file("tenants/toys/toys.cql", "")
            .file("conf/trust.p12", "")
            .file("conf/key.p12", "")
            .file("conf/toys.pem", keys.pem("toys"));

    Installation installation =
        home.load(
            Map.of(
                "P1",
                "p1",
                "P2",
                "p2",
                "P3",
                "p3",
                "P4",
                "p4-of-16-or-more",
                "P5",
                "p5",
                "P6",
                "p6",
                "P7",
                "p7-of-16-or-more",
                "P8",
                "p8"));

    Path conf = home.folder().resolve("conf");
    assertThat(installation.home()).isEqualTo(home.folder());
    assertThat(installation.engine())
        .isEqualTo(
            new EngineConfig(
                List.of("toys"),
                Set.of("toys"),
                "platform",
                3,
                65L << 20,
                6,
                new Rates(71, 72),
                new EngineConfig.Watch(Duration.ofSeconds(35), Duration.ofSeconds(36)),
                Duration.ofSeconds(31),
                Duration.ofSeconds(33),
                new PluginTrust(
                    true,
                    Map.of("toys-app", Set.of("ab".repeat(32))),
                    Map.of(
                        "toys-app",
                        List.of(
                            new PluginTrust.Signer("conf/toys.pem", keys.certificate("toys"))))),
                List.of("nice", "-n", "5"),
                new WorkersConfig(
                    "spark://a:7077,b:7077",
                    "/opt/spark",
                    65,
                    Map.of("spark.executor.memory", "4g", "spark.executor.cores", "4"),
                    257L << 20),
                new CassandraConfig(
                    List.of("db1:9043"),
                    "dc7",
                    new CassandraConfig.Auth("me", new Secret("p1")),
                    new CassandraConfig.Tls(
                        conf.resolve("trust.p12"),
                        new Secret("p2"),
                        conf.resolve("key.p12"),
                        new Secret("p3"),
                        false),
                    Duration.ofSeconds(11),
                    Duration.ofSeconds(34),
                    257,
                    66L << 20,
                    Duration.ofSeconds(32),
                    new Secret("p4-of-16-or-more"),
                    33,
                    true,
                    new CassandraConfig.Embedded(
                        "127.0.0.2",
                        9999,
                        2L << 30,
                        Duration.ofMinutes(3),
                        5_000_000_000L,
                        true,
                        List.of("-Xlog:gc"))),
                new MetricsConfig(
                    17,
                    "here",
                    URI.create("https://gateway:9091"),
                    Duration.ofSeconds(7),
                    home.folder().resolve("metrics/run.prom"),
                    new MetricsConfig.Otlp(
                        URI.create("http://collector:4318/v1/metrics"),
                        Duration.ofSeconds(8),
                        Map.of("Authorization", new Secret("p5")))),
                new NotifyConfig(
                    URI.create("https://me.org/hook"),
                    new Secret("p6"),
                    Set.of(NotifyConfig.Topic.QUOTA),
                    new NamePatterns(List.of("t*")),
                    0.8,
                    Duration.ofSeconds(12),
                    Duration.ofMinutes(6),
                    1_001),
                new PriceLists(
                    new PriceList(
                        Currency.getInstance("JPY"),
                        new PriceList.Prices(null, BigDecimal.valueOf(3), null, null, null, null),
                        Map.of(
                            "free",
                            new PriceList.Prices(
                                BigDecimal.ONE, null, price("0.5"), null, null, null)),
                        Map.of(
                            "toys",
                            new PriceList.Prices(null, null, null, null, price("0.7"), null))),
                    new TreeMap<>(
                        Map.of(
                            YearMonth.of(2027, 1),
                            new PriceList(
                                Currency.getInstance("EUR"),
                                new PriceList.Prices(BigDecimal.TEN, null, null, null, null, null),
                                Map.of(),
                                Map.of())))),
                new WebConfig(
                    false,
                    "0.0.0.0",
                    8078,
                    new Secret("p7-of-16-or-more"),
                    List.of("ingest.example.org")),
                new StagingConfig(
                    "s3://ingest/{tenant}/in",
                    new StagingConfig.Store(
                        "http://store:9000",
                        "eu-north-1",
                        true,
                        new StagingConfig.Login("key7", new Secret("p8")),
                        Duration.ofSeconds(29)))));
    assertThat(installation.registrations().get(0).requireProfile())
        .isEqualTo(
            new TenantProfile(
                "toys",
                "premium",
                "toys-app",
                "shop",
                Map.of("class", "NetworkTopologyStrategy", "dc7", "3"),
                "toys.cql",
                new NamePatterns(List.of("t", "u_*")),
                new FileRules(
                    List.of("*.txt"),
                    new NamePatterns(List.of("txt")),
                    new NamePatterns(List.of("gzip")),
                    FileRules.Completion.MARKER,
                    Duration.ofSeconds(3),
                    ".ok",
                    1,
                    2L << 30,
                    3L << 30,
                    4.5,
                    5,
                    2,
                    6,
                    new FileRules.HeaderRule(
                        List.of("a", "b"), FileRules.HeaderRule.Order.FIXED, false)),
                new Dialect(
                    Dialect.Format.CSV,
                    ";",
                    '\'',
                    '\\',
                    "ISO-8859-1",
                    2,
                    0,
                    List.of("a", "b"),
                    1000 << 10,
                    3 << 10),
                new TenantProfile.WriteSettings(
                    "ONE",
                    TenantProfile.Nulls.DELETE,
                    1 << 20,
                    10 << 10,
                    11,
                    12,
                    Duration.ofMillis(17),
                    Duration.ofSeconds(13),
                    TenantProfile.WritePath.BULK),
                new TenantProfile.RejectThreshold(14, 0.05, 15),
                new Limits(
                    7,
                    8L << 30,
                    Duration.ofMinutes(16),
                    new Limits.Quota(21, 22, 23),
                    new Limits.Quota(31, 32, 33),
                    new Limits.Quota(41, 42, 43),
                    new Limits.Quota(51, 52, 53),
                    2,
                    new Rates(61, 62)),
                new RunWindows(
                    List.of(
                        new RunWindows.Group(
                            List.of("* 0-5 * * *"),
                            "Europe/Helsinki",
                            "tenant toys, tenants/toys/tenant.conf:57"))),
                71,
                Priority.LOW,
                new Confinement(
                    Isolation.PROCESS,
                    3,
                    65,
                    Duration.ofMinutes(18),
                    new NamePatterns(List.of("a.org:80")),
                    new AllowedStatements(
                        new NamePatterns(List.of("select", "ttl")), "tenants/toys/tenant.conf:62"),
                    Confinement.Session.OWN),
                72L << 20,
                new Retention(Duration.ofDays(81), Duration.ofDays(82), Duration.ofDays(83)),
                "    # tenants/toys/tenant.conf:66\na=17\n"));
    assertEveryKeyIsSet(engineConf, tenantConf);
  }

  /** Without this, a key added later could be left out of the test above. */
  private static void assertEveryKeyIsSet(String engineConf, String tenantConf) {
    TreeSet<String> set = new TreeSet<>();
    set.addAll(keys(com.typesafe.config.ConfigFactory.parseString(engineConf).root()).keySet());
    for (String key :
        keys(com.typesafe.config.ConfigFactory.parseString(tenantConf).root()).keySet()) {
      set.add("profile." + key);
    }
    TreeSet<String> known = new TreeSet<>(keys(Reference.load().root()).keySet());
    known.remove("profile");
    known.remove("profile.replication.replication_factor");
    assertThat(set).containsAll(known);
    Map<String, ConfigValue> defaults = keys(Reference.load().root());
    values(engineConf, "").forEach((key, value) -> assertDiffers(key, value, defaults));
    values(tenantConf, "profile.").forEach((key, value) -> assertDiffers(key, value, defaults));
  }

  private static Map<String, ConfigValue> values(String conf, String prefix) {
    Map<String, ConfigValue> values = new TreeMap<>();
    keys(com.typesafe.config.ConfigFactory.parseString(conf).root())
        .forEach((key, value) -> values.put(prefix + key, value));
    return values;
  }

  private static void assertDiffers(
      String key, ConfigValue value, Map<String, ConfigValue> defaults) {
    if (defaults.containsKey(key)) {
      assertThat(value.unwrapped())
          .as(key + " is tested with a value that differs from its default")
          .isNotEqualTo(defaults.get(key).unwrapped());
    }
  }

  private static Map<String, ConfigValue> keys(ConfigObject root) {
    Map<String, ConfigValue> keys = new TreeMap<>();
    collect("", root, keys);
    return keys;
  }

  private static void collect(String path, ConfigObject block, Map<String, ConfigValue> keys) {
    block.forEach(
        (key, value) -> {
          keys.put(path + key, value);
          if (value instanceof ConfigObject object) {
            collect(path + key + ".", object, keys);
          }
        });
  }
}
