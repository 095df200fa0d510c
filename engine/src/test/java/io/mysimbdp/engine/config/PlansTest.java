package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for a tenant, of caps, grants, plans, defaults and its own wishes. */
class PlansTest {

  private static final String ENGINE_CONF =
      """
      tenants = [toys, games, books]
      default-plan = standard
      plan-of { toys = free, games = premium }
      plans {
        free { limits { batch.files = 10, day.bytes = 1 GiB }, weight = 50, heap = 64 MiB }
        standard {}
        premium {
          limits { batch { files = 1000, time = 4h }, concurrent-batches = 8 }
          write.in-flight = 512
          files.extensions = [tsv, csv, txt]
        }
      }
      grants.games { keyspaces = [shop, games], run-windows = ["* 0-5 * * *"] }
      caps { limits.concurrent-batches = 4, write.in-flight = 256, files.extensions = [tsv, csv] }
      profile.time-zone = Europe/Helsinki
      """;

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home =
        new Home(folder)
            .engine(ENGINE_CONF)
            .tenant("toys", "")
            .tenant("games", "")
            .tenant("books", "");
  }

  @Test
  void a_plan_holds_for_a_tenant_that_says_nothing() {
    TenantProfile toys = profile("toys");

    assertThat(toys.plan()).isEqualTo("free");
    assertThat(toys.limits().batchFiles()).isEqualTo(10);
    assertThat(toys.limits().day().bytes()).isEqualTo(1L << 30);
    assertThat(toys.weight()).isEqualTo(50);
    assertThat(toys.heapBytes()).isEqualTo(64L << 20);
    assertThat(toys.limits().batchTime()).isEqualTo(Duration.ofHours(1));
    assertThat(profile("books").plan()).isEqualTo("standard");
    assertThat(profile("books").limits().batchFiles()).isEqualTo(100);
  }

  @Test
  void a_plan_is_known_also_of_a_tenant_whose_profile_is_broken() {
    home.tenant("toys", "weight = heavy");

    Installation installation = home.load();

    assertThat(installation.planOf("toys")).contains("free");
    assertThat(installation.planOf("books")).contains("standard");
    assertThat(installation.planOf("nobody")).isEmpty();
  }

  @Test
  void a_cap_holds_whatever_the_plan_says() {
    TenantProfile games = profile("games");

    assertThat(games.limits().batchFiles()).isEqualTo(1000);
    assertThat(games.limits().concurrentBatches()).isEqualTo(4);
    assertThat(games.write().inFlightRequests()).isEqualTo(256);
    assertThat(games.files().extensions().patterns()).containsExactly("tsv", "csv");
    assertThat(profile("toys").limits().concurrentBatches()).isEqualTo(1);
    assertThat(profile("toys").files().extensions().patterns()).containsExactly("tsv", "csv");
  }

  @Test
  void a_plan_beyond_a_cap_is_warned_of() {
    assertThat(home.load().warnings())
        .extracting(Problem::toString)
        .containsExactly(
            "conf/engine.conf:8: plans.premium.limits.concurrent-batches: 8 has no effect: caps"
                + " allow at most 4 (conf/engine.conf:14)",
            "conf/engine.conf:9: plans.premium.write.in-flight: 512 has no effect: caps allow at"
                + " most 256 (conf/engine.conf:14)",
            "conf/engine.conf:10: plans.premium.files.extensions: a list has no effect: caps allow"
                + " some of tsv, csv (conf/engine.conf:14)");
  }

  @Test
  void a_tenant_may_tighten_what_its_plan_grants() {
    home.tenant(
        "games",
        """
        keyspace = shop
        limits { batch { files = 20, time = 4h }, concurrent-batches = 2, day.files = 5 }
        files.extensions = [csv]
        weight = 7
        """);

    TenantProfile games = profile("games");

    assertThat(games.limits().batchFiles()).isEqualTo(20);
    assertThat(games.limits().batchTime()).isEqualTo(Duration.ofHours(4));
    assertThat(games.limits().concurrentBatches()).isEqualTo(2);
    assertThat(games.limits().day().files()).isEqualTo(5);
    assertThat(games.files().extensions().patterns()).containsExactly("csv");
    assertThat(games.weight()).isEqualTo(7);
    assertThat(games.keyspace()).isEqualTo("shop");
  }

  /** The value stands in the provider's own line, and yet it is the tenant's. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          limits.batch.files = ${limits.batch.files}${limits.batch.files} | limits.batch.files: expected at most 10, which plan free grants (conf/engine.conf:5), got "1010"
          heap = ${limits.day.bytes}                                      | heap: expected at most 64 MiB, which plan free grants (conf/engine.conf:5), got "1 GiB"
          weight = ${weight}0                                             | weight: expected at most 50, which plan free grants (conf/engine.conf:5), got "500"
          """)
  void a_substitution_is_no_way_around_a_plan(String text, String problem) {
    home.tenant("toys", "\n" + text);

    assertThat(registration("toys").problems())
        .singleElement()
        .extracting(each -> each.toString().replaceFirst("^tenants/toys/tenant.conf[:0-9]*: ", ""))
        .isEqualTo(problem);
  }

  @Test
  void everything_that_is_wrong_with_the_engine_its_plans_and_caps_is_told_at_once() {
    home.engine(
        """
        tenants = []
        concurent-runs = 2
        plans.free { files.max-size = -5, lmits {}, limits = 7 }
        caps.heap = 5
        """);

    assertThat(home.problems(Map.of()))
        .anySatisfy(line -> assertThat(line).startsWith("conf/engine.conf:2: concurent-runs: "))
        .anySatisfy(line -> assertThat(line).startsWith("conf/engine.conf:3: plans.free.files.max"))
        .anySatisfy(line -> assertThat(line).startsWith("conf/engine.conf:3: plans.free.lmits: "))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "conf/engine.conf:3: plans.free.limits: expected a block { ... }, got 7"))
        .anySatisfy(line -> assertThat(line).startsWith("conf/engine.conf:4: caps.heap: "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          toys  | limits.batch.files = 11        | limits.batch.files: expected at most 10, which plan free grants (conf/engine.conf:5), got 11
          toys  | limits.day.bytes = 2 GiB       | limits.day.bytes: expected at most 1 GiB, which plan free grants (conf/engine.conf:5), got "2 GiB"
          toys  | limits.day.bytes = unlimited   | limits.day.bytes: expected at most 1 GiB, which plan free grants (conf/engine.conf:5), got "unlimited"
          toys  | heap = 65 MiB                  | heap: expected at most 64 MiB, which plan free grants (conf/engine.conf:5), got "65 MiB"
          toys  | keyspaces = [toys, games]      | keyspaces: expected some of toys, which is the default (reference.conf:LINE), got a list
          games | limits.concurrent-batches = 5  | limits.concurrent-batches: expected at most 4, which is the platform's cap (conf/engine.conf:14), got 5
          games | limits.concurrent-batches = 9  | limits.concurrent-batches: expected at most 8, which plan premium grants (conf/engine.conf:8), got 9
          games | files.extensions = [tsv, json] | files.extensions: expected some of tsv, csv, txt, which plan premium grants (conf/engine.conf:10), got a list
          games | files.extensions = [txt]       | files.extensions: expected some of tsv, csv, which is the platform's cap (conf/engine.conf:14), got a list
          games | keyspaces = ["*"]              | keyspaces: expected some of shop, games, which grants.games grants (conf/engine.conf:13), got a list
          games | keyspace = books               | keyspace: expected one of keyspaces = shop, games, got "books"; the provider grants more by grants.games.keyspaces in conf/engine.conf
          """)
  void a_wish_beyond_the_plan_names_both_values_and_both_places(
      String tenant, String text, String problem) {
    home.tenant(tenant, "\n" + text);

    assertThat(registration(tenant).problems())
        .extracting(
            each -> each.toString().replaceAll("reference.conf:\\d+", "reference.conf:LINE"))
        .containsExactly("tenants/" + tenant + "/tenant.conf:2: " + problem);
  }

  @ParameterizedTest(name = "{0} where {1} is allowed: {2}")
  @CsvSource({
    "cql, auto, true",
    "auto, auto, true",
    "bulk, auto, false",
    "auto, cql, false",
    "auto, bulk, true"
  })
  void a_way_in_is_bounded_by_what_it_takes_of_the_machine(
      String wish, String bound, boolean isAllowed) {
    home.engine("tenants = [toys]\ncaps.write.path = " + bound)
        .tenant("toys", "write.path = " + wish);

    assertThat(registration("toys").problems().isEmpty()).isEqualTo(isAllowed);
  }

  @Test
  void what_neither_plan_nor_grant_sets_is_the_tenants_own_choice_within_the_caps() {
    home.tenant("toys", "limits.batch.time = 2h, rejects.max-ratio = 1, write.in-flight = 200");

    TenantProfile toys = profile("toys");

    assertThat(toys.limits().batchTime()).isEqualTo(Duration.ofHours(2));
    assertThat(toys.rejects().maxRatio()).isEqualTo(1);
    assertThat(toys.write().inFlightRequests()).isEqualTo(200);
  }

  @Test
  void windows_of_the_profile_hold_for_tenants_that_have_none() {
    home.engine(ENGINE_CONF + "profile.run-windows = [\"* 3 * * *\"]");
    home.tenant("toys", "run-windows = [\"* 4 * * *\"], time-zone = Asia/Tokyo");

    assertThat(profile("books").runWindows().groups())
        .extracting(RunWindows.Group::crons, RunWindows.Group::zone)
        .containsExactly(tuple(List.of("* 3 * * *"), "Europe/Helsinki"));
    assertThat(profile("toys").runWindows().groups())
        .extracting(RunWindows.Group::crons, RunWindows.Group::zone)
        .containsExactly(tuple(List.of("* 4 * * *"), "Asia/Tokyo"));
    assertThat(profile("games").runWindows().groups())
        .extracting(RunWindows.Group::source)
        .containsExactly("grants.games, conf/engine.conf:13");
  }

  @Test
  void windows_of_the_provider_and_of_the_tenant_hold_both() {
    home.tenant("games", "run-windows = [\"* * * * 1-5\"], time-zone = Asia/Tokyo");

    assertThat(profile("games").runWindows())
        .isEqualTo(
            new RunWindows(
                List.of(
                    new RunWindows.Group(
                        List.of("* 0-5 * * *"),
                        "Europe/Helsinki",
                        "grants.games, conf/engine.conf:13"),
                    new RunWindows.Group(
                        List.of("* * * * 1-5"),
                        "Asia/Tokyo",
                        "tenant games, tenants/games/tenant.conf:1"))));
    assertThat(profile("toys").runWindows()).isEqualTo(RunWindows.always());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          default-plan = fre                   | default-plan: unknown plan "fre"; did you mean free?
          default-plan = gold                  | default-plan: unknown plan "gold"; the plans are free
          plan-of { toys = gratis }            | plan-of.toys: unknown plan "gratis"; the plans are free
          plan-of { toys = 7 }                 | plan-of.toys: unknown plan "7"; the plans are free
          plan-of { toys = [free] }            | plan-of.toys: expected the name of a plan, got a list
          plan-of { toy = free }               | plan-of.toy: tenant "toy" is not registered in tenants; did you mean toys?
          plan-of = free                       | plan-of: expected a block { tenant = plan, ... }, got "free"
          grants.games.heap = 1 GiB            | grants.games: tenant "games" is not registered in tenants; there is toys
          suspended = [games]                  | suspended: tenant "games" is not registered in tenants; there is toys
          plans.free.limits.batch.file = 1     | plans.free.limits.batch.file: expected a limit of reference.conf; did you mean limits.batch.files?
          plans.free.keyspace = shop           | plans.free.keyspace: expected a limit of reference.conf; did you mean keyspaces?
          plans.free.settings.a = 1            | plans.free.settings: expected a limit of reference.conf, and this is none
          plans.free.weight = 0                | plans.free.weight: expected a whole number from 1 to 1000, got 0
          plans.free.limits.day.files = -3     | plans.free.limits.day.files: expected unlimited or a whole number of at least 1, got -3
          plans.free.run-windows = ["noon"]    | plans.free.run-windows: expected a cron expression of five fields such as * 22-23,0-5 * * *, got "noon": Cron expression contains 1 parts but we expect one of [5]
          plans.Free.weight = 1                | plans: expected a plan name of a lower-case letter, then at most 47 lower-case letters, digits, underscores or dashes, got "Free"
          plans.gold = 5                       | plans.gold: expected a block { ... }, got 5
          caps.limits.batch.time = 0s          | caps.limits.batch.time: expected a duration from 1s to 30d, got "0s"
          caps = 5                             | caps: expected a block { ... }, got 5
          caps.tenants = []                    | caps.tenants: expected a limit of reference.conf, and this is none
          """)
  void says_what_is_wrong_in_engine_conf(String text, String problem) {
    home.engine("tenants = [toys]\nplans.free {}\n" + text);

    assertThat(home.problems(Map.of())).containsExactly("conf/engine.conf:3: " + problem);
  }

  @Test
  void settings_tell_where_each_value_comes_from_and_what_it_overrides() {
    home.tenant("games", "limits.batch.files = 20\nwrite.consistency = ONE");

    List<Setting> settings = registration("games").settings();

    assertThat(settings)
        .filteredOn(setting -> setting.key().equals("limits.batch.files"))
        .containsExactly(
            new Setting(
                "limits.batch.files",
                "20",
                Unit.FILES,
                "tenant",
                "tenants/games/tenant.conf:1",
                List.of(
                    new Setting.Overridden("1000", "plan premium", "conf/engine.conf:8"),
                    new Setting.Overridden(
                        "100", "default", place(settings, "limits.batch.files")))));
    assertThat(settings)
        .filteredOn(setting -> setting.key().equals("limits.concurrent-batches"))
        .extracting(Setting::value, Setting::source, Setting::where)
        .containsExactly(tuple("4", "caps", "conf/engine.conf:14"));
    assertThat(settings)
        .filteredOn(setting -> setting.key().equals("write.consistency"))
        .extracting(Setting::source)
        .containsExactly("tenant");
    assertThat(settings)
        .filteredOn(setting -> setting.key().equals("time-zone"))
        .extracting(Setting::value, Setting::source)
        .containsExactly(tuple("Europe/Helsinki", "profile"));
    assertThat(settings)
        .filteredOn(setting -> setting.key().equals("heap"))
        .extracting(Setting::value, Setting::source, Setting::overrides)
        .containsExactly(tuple("128 MiB", "default", List.of()));
  }

  @Test
  void a_secret_is_not_listed() {
    home.engine("cassandra { user = me, password = hidden }");

    assertThat(home.load().settings())
        .filteredOn(setting -> setting.key().equals("cassandra.password"))
        .extracting(Setting::value)
        .containsExactly("******");
  }

  private static String place(List<Setting> settings, String key) {
    return settings.stream()
        .filter(setting -> setting.key().equals(key))
        .flatMap(setting -> setting.overrides().stream())
        .map(Setting.Overridden::where)
        .filter(where -> where.startsWith("reference.conf:"))
        .findFirst()
        .orElse("none");
  }

  private Registration registration(String tenant) {
    return home.load().registrations().stream()
        .filter(each -> each.tenantId().equals(tenant))
        .findFirst()
        .orElseThrow();
  }

  private TenantProfile profile(String tenant) {
    return Objects.requireNonNull(registration(tenant).requireProfile());
  }
}
