package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.RejectThreshold;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantConfTest {

  private static final Pattern REFERENCE_LINE = Pattern.compile("\\(reference\\.conf:\\d+\\)");

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder);
  }

  @Test
  void an_empty_file_gives_the_defaults() {
    assertThat(profile(""))
        .isEqualTo(
            new TenantProfile(
                "toys",
                null,
                "toys",
                "toys",
                Map.of("class", "SimpleStrategy", "replication_factor", "1"),
                null,
                NamePatterns.any(),
                new FileRules(
                    List.of("*.tsv", "*.tsv.gz", "*.tsv.zst", "*.csv", "*.csv.gz", "*.csv.zst"),
                    NamePatterns.any(),
                    new NamePatterns(List.of("none", "gzip", "zstd")),
                    FileRules.Completion.QUIET,
                    Duration.ofSeconds(2),
                    ".done",
                    0,
                    Limits.UNLIMITED,
                    1L << 40,
                    200,
                    Limits.UNLIMITED,
                    1,
                    5000,
                    new FileRules.HeaderRule(List.of(), FileRules.HeaderRule.Order.FREE, true)),
                Dialect.tsv(),
                new WriteSettings(
                    "LOCAL_QUORUM",
                    Nulls.UNSET,
                    WriteSettings.AUTO,
                    WriteSettings.AUTO,
                    WriteSettings.AUTO,
                    64,
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    WritePath.CQL),
                new RejectThreshold(Long.MAX_VALUE, 0.1, 1000),
                new Limits(
                    100,
                    Limits.UNLIMITED,
                    Duration.ofHours(1),
                    Limits.Quota.unlimited(),
                    Limits.Quota.unlimited(),
                    Limits.Quota.unlimited(),
                    Limits.Quota.unlimited(),
                    1,
                    Rates.UNLIMITED),
                RunWindows.always(),
                100,
                Priority.NORMAL,
                new Confinement(
                    Isolation.CLASSLOADER,
                    1,
                    64,
                    null,
                    new NamePatterns(List.of()),
                    new AllowedStatements(
                        new NamePatterns(
                            List.of(
                                "select",
                                "insert",
                                "update",
                                "delete",
                                "batch",
                                "conditional",
                                "ttl",
                                "timestamp")),
                        profile("").confinement().statements().place()),
                    Confinement.Session.SHARED),
                128L << 20,
                new Retention(null, null, null),
                ""));
  }

  @Test
  void csv_has_defaults_of_its_own() {
    assertThat(profile("dialect.format = CSV").dialect()).isEqualTo(Dialect.csv());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          format = csv, delimiter = "\\t"          | `\t` | " | "
          format = csv, delimiter = ";"            | ;    | " | "
          format = csv, quote = "'"                | ,    | ' | '
          format = csv, escape = "\\\\"            | ,    | " | `\\`
          format = csv, escape = none              | ,    | " |
          format = csv, quote = none               | ,    |   |
          format = tsv, delimiter = "::"           | ::   |   |
          format = tsv, quote = none, escape = none | `\t` |   |
          """)
  void the_escape_follows_the_quote(
      String text, String delimiter, Character quote, Character escape) {
    Dialect dialect = profile("dialect { " + text + " }").dialect();

    assertThat(dialect.delimiter()).isEqualTo(delimiter);
    assertThat(dialect.quote()).isEqualTo(quote);
    assertThat(dialect.escape()).isEqualTo(escape);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dialect.format = xml              | dialect.format: expected one of tsv, csv, got "xml"
          dialect.quote = "'"               | dialect.quote: TSV has no quoting; use format = csv with delimiter "\\t"
          dialect.escape = "'"              | dialect.escape: TSV has no quoting; use format = csv with delimiter "\\t"
          dialect.delimiter = ""            | dialect.delimiter: expected one or two ASCII characters, no line ends, got ""
          dialect.delimiter = "\\n"          | dialect.delimiter: expected one or two ASCII characters, no line ends, got "\\n"
          dialect.delimiter = "abc"         | dialect.delimiter: expected one or two ASCII characters, no line ends, got "abc"
          dialect.delimiter = "§"           | dialect.delimiter: expected one or two ASCII characters, no line ends, got "§"
          dialect { format = csv, quote = "''" }  | dialect.quote: expected one ASCII character, no line end, or none, got "''"
          dialect { format = csv, quote = "," }   | dialect.quote: expected a character that is not in the delimiter, got ","
          dialect { format = csv, escape = "," }  | dialect.escape: expected a character that is not in the delimiter, got ","
          dialect { format = csv, quote = none, escape = "'" } | dialect.escape: expected no escape where quote = none
          dialect.encoding = UTF-16         | dialect.encoding: expected UTF-8 or a character set with one byte a character, such as ISO-8859-1 or windows-1252, got "UTF-16"
          dialect.encoding = klingon        | dialect.encoding: expected UTF-8 or a character set with one byte a character, such as ISO-8859-1 or windows-1252, got "klingon"
          dialect.encoding = "?"            | dialect.encoding: expected UTF-8 or a character set with one byte a character, such as ISO-8859-1 or windows-1252, got "?"
          dialect.encoding = IBM037         | dialect.encoding: expected UTF-8 or a character set with one byte a character, such as ISO-8859-1 or windows-1252, got "IBM037"
          dialect.skip-lines = -1           | dialect.skip-lines: expected a whole number from 0 to 1000000, got -1
          dialect.header-lines = 0          | dialect.header-lines: expected the names in columns where there is no header line
          dialect.columns = [a]             | dialect.columns: expected no columns where there is a header line to name them
          dialect { header-lines = 0, columns = [a, a] }  | dialect.columns: column "a" is named twice
          dialect { header-lines = 0, columns = [a, ""] } | dialect.columns: expected a column name, got a blank one
          dialect.max-record = 0            | dialect.max-record: expected a size from 1 B to 256 MiB, got 0
          dialect.max-field = 1 GiB         | dialect.max-field: expected a size from 1 B to 256 MiB, got "1 GiB"
          dialect { header-lines = 0, columns = [b] }, files.header.required = [a] | files.header.required: expected some of dialect.columns, for dialect.header-lines = 0, got "a"
          files.patterns = []               | files.patterns: expected at least one glob pattern such as *.tsv
          files.patterns = "*.tsv"          | files.patterns: expected a list of texts such as ["a", "b"], got "*.tsv"
          files.patterns = ["a/*"]          | files.patterns: expected a glob pattern for file names such as *.tsv, got "a/*"
          files.patterns = ["{a"]           | files.patterns: expected a glob pattern for file names such as *.tsv, got "{a"
          files.quiet-period = 2            | files.quiet-period: expected a duration such as 30s or 5 minutes, got 2
          files.min-size = -1               | files.min-size: expected a size from 0 B to 1 EiB, got -1
          files.max-size = -1               | files.max-size: expected unlimited or a size from 1 B to 1 EiB, got -1
          files.max-size = much             | files.max-size: expected unlimited or a size from 1 B to 1 EiB, got "much"
          files { min-size = 2 KiB, max-size = 1 KiB } | files.min-size: expected at most max-size, which is 1 KiB, got "2 KiB"
          files.max-expanded = 0            | files.max-expanded: expected unlimited or a size from 1 B to 1 EiB, got 0
          files.max-expansion-ratio = 0.5   | files.max-expansion-ratio: expected unlimited or a number from 1.0 to 1000000.0, got 0.5
          files.max-records = 0             | files.max-records: expected unlimited or a whole number of at least 1, got 0
          files.min-columns = 0             | files.min-columns: expected a whole number from 1 to 100000, got 0
          files { min-columns = 3, max-columns = 2 } | files.min-columns: expected at most max-columns, which is 2, got 3
          files { max-columns = 1, header.required = [a, b] } | files.header.required: 2 columns are required, more than max-columns = 1
          files.header.required = [a, a]    | files.header.required: column "a" is named twice
          files.header.required = [""]      | files.header.required: expected a column name, got a blank one
          files.header.order = sorted       | files.header.order: expected one of free, fixed, got "sorted"
          files.header.others = false       | files.header.others: expected the columns in required where there may be no others
          files.extensions = [tsv, " "]     | files.extensions: expected a name or a glob pattern, got a blank text
          files.compressions = [gzip, rar]  | files.compressions: expected some of none, gzip, zstd, got "rar"
          files.formats = [tsv, xml]        | files.formats: expected some of tsv, csv, got "xml"
          files.completion = maybe          | files.completion: expected one of quiet, marker, got "maybe"
          files.marker-suffix = done        | files.marker-suffix: expected a dot, then 1 to 30 letters, digits, dots, dashes or underscores, got "done"
          files.marker-suffix = "./x"       | files.marker-suffix: expected a dot, then 1 to 30 letters, digits, dots, dashes or underscores, got "./x"
          files.formats = [csv], dialect.format = tsv | dialect.format: expected some of csv, as files.formats allows, got "tsv"
          limits.batch.files = 0            | limits.batch.files: expected a whole number from 1 to 100000, got 0
          limits.batch.bytes = 0            | limits.batch.bytes: expected unlimited or a size from 1 B to 1 EiB, got 0
          limits.batch.time = 0s            | limits.batch.time: expected a duration from 1s to 30d, got "0s"
          limits.day.files = 0              | limits.day.files: expected unlimited or a whole number of at least 1, got 0
          limits.month.bytes = -5 GiB       | limits.month.bytes: expected unlimited or a size from 1 B to 1 EiB, got "-5 GiB"
          limits.hour.rows = lots           | limits.hour.rows: expected unlimited or a whole number of at least 1, got "lots"
          limits.concurrent-batches = 0     | limits.concurrent-batches: expected a whole number from 1 to 256, got 0
          limits.rows-per-second = 0        | limits.rows-per-second: expected unlimited or a whole number of at least 1, got 0
          limits.day.byte = 1               | limits.day.byte: unknown key; did you mean bytes?
          run-windows = ["* * *"]           | run-windows: expected a cron expression of five fields such as * 22-23,0-5 * * *, got "* * *": Cron expression contains 3 parts but we expect one of [5]
          run-windows = ["* 25 * * *"]      | run-windows: expected a cron expression of five fields such as * 22-23,0-5 * * *, got "* 25 * * *": Failed to parse cron expression. Value 25 not in range [0, 23]
          run-windows = ["0 0 30 2 *"]      | run-windows: expected a cron expression of five fields such as * 22-23,0-5 * * *, got "0 0 30 2 *": it never matches
          run-windows = ["* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *","* 1 * * *"] | run-windows: expected at most 24 cron expressions, got 25
          run-windows = nightly             | run-windows: expected a list of texts such as ["a", "b"], got "nightly"
          time-zone = Mars/Base             | time-zone: expected a time zone such as UTC or Europe/Helsinki, got "Mars/Base"
          weight = 0                        | weight: expected a whole number from 1 to 1000, got 0
          isolation = container             | isolation: expected one of classloader, process, got "container"
          network = [example.org]           | network: expected host:port such as "api.example.org:443", got "example.org"
          network = ["example.org:443"]     | network: expected none, which is the default (reference.conf), got a list
          statements = [select, truncate]   | statements: expected some of select, insert, update, delete, batch, conditional, ttl, timestamp, got "truncate"
          session = mine                    | session: expected one of shared, own, got "mine"
          limits.processors = 0             | limits.processors: expected a whole number from 1 to 1024, got 0
          limits.threads = none             | limits.threads: expected a whole number, got "none"
          limits.batch.cpu-time = 5         | limits.batch.cpu-time: expected unlimited or a duration from 1s to 365d, got 5
          heap = 1 KiB                      | heap: expected a size from 1 MiB to 256 GiB, got "1 KiB"
          retention.done = soon             | retention.done: expected unlimited or a duration from 0s to 36500d, got "soon"
          keyspace = games                  | keyspace: expected one of keyspaces = toys, got "games"; the provider grants more by grants.toys.keyspaces in conf/engine.conf
          plan = premium                    | plan: a tenant does not choose its plan: the provider does, by plan-of in engine.conf
          write.consistency = MOST          | write.consistency: expected one of ANY, ONE, TWO, THREE, QUORUM, ALL, LOCAL_ONE, LOCAL_QUORUM, EACH_QUORUM, got "MOST"
          write.consistency = null          | write.consistency: expected one of ANY, ONE, TWO, THREE, QUORUM, ALL, LOCAL_ONE, LOCAL_QUORUM, EACH_QUORUM, got null
          write.nulls = zero                | write.nulls: expected one of unset, delete, got "zero"
          write.path = both                 | write.path: expected one of cql, auto, bulk, got "both"
          write.window = 5 GiB              | write.window: expected auto or a size from 0 B to 4 GiB, got "5 GiB"
          write.batch-bytes = -1            | write.batch-bytes: expected auto or a size from 1 KiB to 16 MiB, got -1
          write.batch-rows = 0              | write.batch-rows: expected auto or a whole number from 1 to 65535, got 0
          write.in-flight = 0               | write.in-flight: expected a whole number from 1 to 4096, got 0
          write.retry-for = 2 days          | write.retry-for: expected a duration from 0s to 1d, got "2 days"
          rejects.max-count = -1            | rejects.max-count: expected unlimited or a whole number of at least 0, got -1
          rejects.max-count = unlimitd      | rejects.max-count: expected unlimited or a whole number of at least 0, got "unlimitd"
          rejects.max-ratio = 10            | rejects.max-ratio: expected a number from 0.0 to 1.0, got 10
          rejects.max-ratio = 10%           | rejects.max-ratio: expected a number, got "10%"
          rejects.max-ratio = NaN           | rejects.max-ratio: expected a number, got "NaN"
          rejects.min-sample = -1           | rejects.min-sample: expected a whole number of at least 0, got -1
          plugin = "a/b"                    | plugin: expected the Plugin-Id of a JAR: letters, digits, dots, dashes, got "a/b"
          keyspace = system_auth            | keyspace: expected a keyspace that is not Cassandra's own, got "system_auth": names with system in front are taken
          keyspace = mysimbdp               | keyspace: expected a keyspace that is not the platform's own, got "mysimbdp"
          keyspace = select                 | keyspace: expected a keyspace name that is no reserved word of CQL, got "select"
          schema-file = none.cql            | schema-file: file not found: "none.cql"
          schema-file = "../a.cql"          | schema-file: expected a file inside the tenant's folder, got "../a.cql"
          schema-file = "/a.cql"            | schema-file: expected a file inside the tenant's folder, got "/a.cql"
          schema-file = ""                  | schema-file: expected a file inside the tenant's folder, got ""
          replication { class = Mine }      | replication.class: expected one of SimpleStrategy, NetworkTopologyStrategy, got "Mine"
          replication { class = SimpleStrategy } | replication.replication_factor: missing
          replication { class = SimpleStrategy, replication_factor = 0 } | replication.replication_factor: expected a whole number from 1 to 64, got 0
          replication { class = SimpleStrategy, replication_factor = 1, dc1 = 1 } | replication.dc1: unknown key; known here are class, replication_factor
          replication { class = NetworkTopologyStrategy } | replication.class: NetworkTopologyStrategy needs the number of copies in at least one data centre
          replication { class = NetworkTopologyStrategy, dc1 = all } | replication.dc1: expected a whole number, got "all"
          settings = 5                      | settings: expected a block { ... }, got 5
          delimiter = ","                   | delimiter: unknown key; known here are dialect, files, heap, isolation, keyspace, keyspaces, limits, network, plugin, priority, rejects, replication, retention, run-windows, schema-file, session, settings, statements, tables, time-zone, weight, write
          timeZone = UTC                    | timeZone: unknown key; did you mean time-zone?
          keyspace = ${SECRET}              | Could not resolve substitution to a value: ${SECRET}
          """)
  void says_what_is_wrong_and_where(String text, String problem) {
    String where = problem.endsWith("replication_factor: missing") ? "" : ":2";
    home.engine("tenants = [toys]").tenant("toys", "\n" + text + "\n");

    Registration registration =
        home.load(Map.of("SECRET", "not_for_tenants")).registrations().get(0);

    assertThat(registration.problems())
        .extracting(each -> REFERENCE_LINE.matcher(each.toString()).replaceAll("(reference.conf)"))
        .containsExactly("tenants/toys/tenant.conf" + where + ": " + problem);
  }

  @Test
  void a_broken_tenant_does_not_stop_the_others() {
    home.engine("tenants = [no_folder, no_file, broken, fine, wrong]")
        .file("tenants/no_file/staging/x", "")
        .tenant("broken", "files {\n")
        .tenant("fine", "")
        .tenant("wrong", "limits.batch.time = 1\nkeyspace = A\n");

    List<Registration> registrations = home.load().registrations();

    assertThat(registrations)
        .extracting(Registration::tenantId)
        .containsExactly("no_folder", "no_file", "broken", "fine", "wrong");
    assertThat(registrations)
        .extracting(Registration::isUsable)
        .containsExactly(false, false, false, true, false);
    assertThat(registrations)
        .flatExtracting(Registration::problems)
        .extracting(Problem::toString)
        .containsExactly(
            "tenants/no_folder: folder not found; the registered tenant no_folder needs it",
            "tenants/no_file/tenant.conf: file not found",
            "tenants/broken/tenant.conf:2: the file ends inside of a block, list or text: a closing"
                + " }, ] or quote is missing",
            "tenants/wrong/tenant.conf:1: limits.batch.time: expected a duration such as 30s or 5"
                + " minutes, got 1",
            "tenants/wrong/tenant.conf:2: keyspace: expected a keyspace name of a lower-case"
                + " letter, then at most 47 lower-case letters, digits or underscores, got \"A\"");
    assertThat(registrations.get(3).folder())
        .isEqualTo(home.folder().resolve("tenants").resolve("fine"));
    assertThatThrownBy(registrations.get(1)::requireProfile)
        .isInstanceOf(ConfigException.class)
        .hasMessage("tenants/no_file/tenant.conf: file not found");
  }

  @Test
  void folders_that_are_not_registered_are_named() {
    home.engine("tenants = [a]").tenant("b", "").tenant("a", "").file("tenants/c/readme", "");

    assertThat(home.load().unregistered()).containsExactly("b");
  }

  @Test
  void without_a_tenants_folder_none_is_unregistered() {
    assertThat(home.engine("").load().unregistered()).isEmpty();
  }

  @Test
  void the_profile_in_engine_conf_is_the_default_of_all_tenants() {
    home.engine(
            """
            tenants = [a, b]
            profile { limits.batch.time = 2h, settings { x = 1, y = 1 } }
            profile.replication { class = NetworkTopologyStrategy, dc1 = 3 }
            """)
        .tenant("a", "settings.y = 2")
        .tenant(
            "b",
            "limits.batch.time = 3h, replication { class = simplestrategy, replication_factor = 2 }");

    List<TenantProfile> profiles =
        home.load().registrations().stream().map(Registration::requireProfile).toList();

    assertThat(profiles)
        .extracting(each -> each.limits().batchTime())
        .containsExactly(Duration.ofHours(2), Duration.ofHours(3));
    assertThat(profiles)
        .extracting(TenantProfile::replication)
        .containsExactly(
            Map.of("class", "NetworkTopologyStrategy", "dc1", "3"),
            Map.of("class", "SimpleStrategy", "replication_factor", "2"));
    TenantSettings settings = new TenantSettings(profiles.get(0));
    assertThat(settings.getLong("x") * 10 + settings.getLong("y")).isEqualTo(12);
  }

  @Test
  void a_contradiction_with_engine_conf_names_the_line_there() {
    home.engine("tenants = [a]\nprofile.dialect { format = csv\n quote = \"'\" }")
        .tenant("a", "dialect.format = tsv");

    assertThat(home.load().registrations().get(0).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "conf/engine.conf:3: dialect.quote: TSV has no quoting; use format = csv with"
                + " delimiter \"\\t\"");
  }

  @Test
  void an_include_stays_inside_the_tenants_folder() {
    assertThat(home.tenantProblems("a", "include \"../../conf/engine.conf\""))
        .containsExactly(
            "tenants/a/tenant.conf:1: include \"../../conf/engine.conf\": expected a file inside"
                + " tenants/a, got one outside");
  }

  @Test
  void the_profile_itself_is_no_link_out_of_the_tenants_folder() throws IOException {
    home.engine("tenants = [a]")
        .tenant("b", "settings.key = 1")
        .file("tenants/a/data/tenant.conf", "weight = 7");
    Path conf = home.folder().resolve("tenants/a/tenant.conf");
    Files.createSymbolicLink(conf, home.folder().resolve("tenants/b/tenant.conf"));
    assertThat(home.load().registrations().get(0).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "tenants/a/tenant.conf: expected a file inside the tenant's folder, got a link that"
                + " leads out of it");

    Files.delete(conf);
    Files.createSymbolicLink(conf, Path.of("data/tenant.conf"));
    assertThat(home.load().registrations().get(0).requireProfile().weight()).isEqualTo(7);
  }

  @Test
  void a_link_does_not_lead_out_of_the_tenants_folder() throws IOException {
    home.tenant("a", "").file("other", "");
    Files.createSymbolicLink(
        home.folder().resolve("tenants/a/link"), home.folder().resolve("other"));

    assertThat(home.tenantProblems("a", "include \"link\""))
        .containsExactly(
            "tenants/a/tenant.conf:1: include \"link\": expected a file inside tenants/a, got one"
                + " outside");
    assertThat(home.tenantProblems("a", "schema-file = link"))
        .containsExactly(
            "tenants/a/tenant.conf:1: schema-file: expected a file inside the tenant's folder, got"
                + " \"link\"");
  }

  @Test
  void a_tenant_named_like_a_cql_word_needs_a_keyspace() {
    assertThat(home.tenantProblems("order", ""))
        .containsExactly(
            "tenants/order/tenant.conf: keyspace: expected a keyspace name that is no reserved word"
                + " of CQL, got \"order\"");
    home.engine("tenants = [order]\ngrants.order.keyspaces = [orders]")
        .tenant("order", "keyspace = orders");
    assertThat(home.load().registrations().get(0).problems()).isEmpty();
  }

  private TenantProfile profile(String text) {
    return home.engine("tenants = [toys]")
        .tenant("toys", text)
        .load()
        .registrations()
        .get(0)
        .requireProfile();
  }
}
