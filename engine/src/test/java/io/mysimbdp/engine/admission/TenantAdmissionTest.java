package io.mysimbdp.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.RunWindows;
import io.mysimbdp.engine.config.TenantProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for tenants below, at and above its limit; the clock is ours. */
class TenantAdmissionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest(name = "{0} with {1} files, {2} bytes, {3} rows used, {4} bytes wanted")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          limits.hour.files = 3  | 2 | 9   | 9  | 5   | -
          limits.hour.files = 3  | 3 | 9   | 9  | 5   | limits.hour.files = 3 files, 3 files used; it may run from 2026-03-01T12:30:00Z
          limits.day.files = 3   | 3 | 9   | 9  | 5   | limits.day.files = 3 files, 3 files used; it may run from 2026-03-02T11:30:00Z
          limits.month.files = 3 | 3 | 9   | 9  | 5   | limits.month.files = 3 files, 3 files used; it may run from 2026-03-31T11:30:00Z
          limits.hour.bytes = 100 | 1 | 60 | 9  | 39  | -
          limits.hour.bytes = 100 | 1 | 60 | 9  | 40  | -
          limits.hour.bytes = 100 | 1 | 60 | 9  | 41  | limits.hour.bytes = 100 bytes, 60 bytes used, and it has 41 bytes; it may run from 2026-03-01T12:30:00Z
          limits.hour.bytes = 100 | 1 | 60 | 9  | 101 | it has 101 bytes, more than all of limits.hour.bytes = 100 bytes
          limits.day.rows = 50   | 1 | 9   | 49 | 5   | -
          limits.day.rows = 50   | 1 | 9   | 50 | 5   | limits.day.rows = 50 rows, 50 rows used; it may run from 2026-03-02T11:30:00Z
          limits.day.rows = 50   | 1 | 9   | 700 | 5  | limits.day.rows = 50 rows, 700 rows used; it may run from 2026-03-02T11:30:00Z
          limits { hour.files = 1, day.files = 1 } | 1 | 9 | 9 | 5 | limits.day.files = 1 file, 1 file used; it may run from 2026-03-02T11:30:00Z
          """)
  void a_claim_is_judged_by_what_is_left(
      String settings, long files, long bytes, long rows, long wanted, @Nullable String reason) {
    Charge before = new Charge(NOW.minus(Duration.ofMinutes(30)), files, bytes, rows);

    Decision decision = judge(settings, wanted, NOW, before);

    assertThat(reason(decision)).isEqualTo(reason);
  }

  @Test
  void a_charge_counts_until_it_is_as_old_as_the_window_is_long_to_the_instant() {
    Charge before = new Charge(NOW.minus(Duration.ofHours(1)), 1, 1, 1);

    assertThat(judge("limits.hour.files = 1", 1, NOW, before)).isEqualTo(Decision.ADMITTED);
    assertThat(judge("limits.hour.files = 1", 1, NOW.minusMillis(1), before))
        .isInstanceOf(Decision.Deferred.class);
  }

  @Test
  void a_file_may_run_when_enough_of_the_oldest_charges_have_gone() {
    Charge[] history = {
      new Charge(NOW.minusSeconds(1000), 1, 30, 1),
      new Charge(NOW.minusSeconds(3000), 1, 20, 1),
      new Charge(NOW.minusSeconds(2000), 1, 40, 1)
    };

    Decision.Deferred decision =
        (Decision.Deferred) judge("limits.hour.bytes = 100", 50, NOW, history);

    Instant notBefore = NOW.minusSeconds(2000).plusSeconds(3600);
    assertThat(decision.notBefore()).isEqualTo(notBefore);
    assertThat(judge("limits.hour.bytes = 100", 50, notBefore, history))
        .isEqualTo(Decision.ADMITTED);
    assertThat(judge("limits.hour.bytes = 100", 50, notBefore.minusMillis(1), history))
        .isInstanceOf(Decision.Deferred.class);
  }

  /** Whatever comes when: no window of an hour holds more than the quota. */
  @Test
  void no_hour_ever_holds_more_than_its_quota() {
    Random random = new Random(4711);
    TenantProfile profile = TestingProfiles.of("toys", "limits.hour { files = 7, bytes = 500 }");
    TenantAdmission admission = new TenantAdmission(profile);
    TenantUse use = new TenantUse(profile.limits(), List.of());
    List<Charge> charged = new ArrayList<>();
    Instant now = NOW;
    for (int i = 0; i < 5_000; i++) {
      now = now.plusSeconds(random.nextInt(600));
      long bytes = random.nextLong(1, 201);
      Decision decision = admission.judge(new Claim(bytes, use, now));
      if (decision instanceof Decision.Admitted) {
        Charge charge = new Charge(now, 1, bytes, 1);
        use.charge(charge);
        charged.add(charge);
      }
      Instant begin = now.minus(Duration.ofHours(1));
      List<Charge> hour = charged.stream().filter(each -> each.at().isAfter(begin)).toList();
      assertThat(hour.size()).isLessThanOrEqualTo(7);
      assertThat(hour.stream().mapToLong(Charge::bytes).sum()).isLessThanOrEqualTo(500);
    }
    assertThat(charged).hasSizeGreaterThan(1_000).hasSizeLessThan(5_000);
  }

  @Test
  void what_is_set_aside_counts_and_can_be_given_back() {
    TenantProfile profile = TestingProfiles.of("toys", "limits.day.bytes = 100");
    TenantUse use = new TenantUse(profile.limits(), List.of());
    TenantAdmission admission = new TenantAdmission(profile);
    use.setAside(60);

    assertThat(admission.judge(new Claim(41, use, NOW))).isInstanceOf(Decision.Deferred.class);
    assertThat(admission.judge(new Claim(40, use, NOW))).isEqualTo(Decision.ADMITTED);

    use.giveBack(60);
    assertThat(admission.judge(new Claim(100, use, NOW))).isEqualTo(Decision.ADMITTED);
  }

  @Test
  void a_charge_tells_what_it_does_to_limited_quotas_that_outlive_a_pass() {
    TenantProfile profile =
        TestingProfiles.of(
            "toys", "limits.pass.files = 5, limits.hour.files = 2, limits.day.rows = 100");
    TenantUse use =
        new TenantUse(
            profile.limits(),
            List.of(
                new Charge(NOW.minus(Duration.ofHours(2)), 1, 7, 50),
                new Charge(NOW.minus(Duration.ofDays(2)), 1, 7, 50)));
    use.setAside(7);

    assertThat(use.charge(new Charge(NOW, 1, 7, 40)))
        .containsExactly(
            new TenantUse.QuotaStep("hour", Measure.FILES, 2, 0, 1),
            new TenantUse.QuotaStep("day", Measure.ROWS, 100, 50, 90));
    assertThat(
            new TenantUse(TestingProfiles.of("toys", "").limits(), List.of())
                .charge(new Charge(NOW, 1, 7, 40)))
        .isEmpty();
  }

  @Test
  void the_quota_of_a_pass_begins_anew_with_each_pass() {
    assertThat(judge("limits.pass.files = 1", 1, NOW, new Charge(NOW, 1, 1, 1)))
        .as("history is of other passes")
        .isEqualTo(Decision.ADMITTED);

    TenantProfile profile = TestingProfiles.of("toys", "limits.pass.files = 1");
    TenantUse use = new TenantUse(profile.limits(), List.of());
    use.charge(new Charge(NOW, 1, 1, 1));
    assertThat(reason(new TenantAdmission(profile).judge(new Claim(1, use, NOW))))
        .isEqualTo("limits.pass.files = 1 file, 1 file used; it may run in the next pass");
  }

  @Test
  void the_state_of_each_quota_shows_what_remains() {
    TenantProfile profile =
        TestingProfiles.of("toys", "limits { day.bytes = 100, month.files = 5, hour.rows = 10 }");
    TenantUse use =
        new TenantUse(
            profile.limits(), List.of(new Charge(NOW.minus(Duration.ofHours(2)), 2, 70, 9)));

    assertThat(use.states(NOW))
        .containsExactly(
            new TenantUse.QuotaState("hour", Measure.ROWS, 10, 0, 10, Optional.empty()),
            new TenantUse.QuotaState(
                "day", Measure.BYTES, 100, 70, 30, Optional.of(NOW.plus(Duration.ofHours(22)))),
            new TenantUse.QuotaState(
                "month",
                Measure.FILES,
                5,
                2,
                3,
                Optional.of(NOW.plus(Duration.ofDays(30).minusHours(2)))));
  }

  @ParameterizedTest(name = "{0} in {1} at {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          * 22-23,0-5 * * *   | UTC             | 2026-03-01T21:59:59.999Z | 2026-03-01T22:00:00Z
          * 22-23,0-5 * * *   | UTC             | 2026-03-01T22:00:00Z     | -
          * 22-23,0-5 * * *   | UTC             | 2026-03-02T05:59:59.999Z | -
          * 22-23,0-5 * * *   | UTC             | 2026-03-02T06:00:00Z     | 2026-03-02T22:00:00Z
          * 22-23,0-5 * * *   | Europe/Helsinki | 2026-03-01T20:00:00Z     | -
          * * * * 6,0         | UTC             | 2026-03-02T00:00:00Z     | 2026-03-07T00:00:00Z
          30 12 1 * *         | UTC             | 2026-03-01T12:30:59Z     | -
          30 12 1 * *         | UTC             | 2026-03-01T12:31:00Z     | 2026-04-01T12:30:00Z
          * 3 29 3 *          | Europe/Helsinki | 2026-03-29T00:30:00Z     | 2027-03-29T00:00:00Z
          """)
  void a_tenant_waits_for_its_window(
      String cron, String zone, Instant at, @Nullable Instant opens) {
    Decision decision = judge("run-windows = [\"" + cron + "\"], time-zone = " + zone, 1, at);

    if (opens == null) {
      assertThat(decision).isEqualTo(Decision.ADMITTED);
    } else if (opens.isAfter(at.plus(Duration.ofDays(366)))) {
      assertThat(((Decision.Deferred) decision).notBefore()).isNull();
    } else {
      assertThat(((Decision.Deferred) decision).notBefore()).isEqualTo(opens);
    }
  }

  @Test
  void of_several_expressions_one_must_match_of_several_parties_all() {
    RunWindows windows =
        new RunWindows(
            List.of(
                new RunWindows.Group(List.of("* 6 * * *", "* 8 * * *"), "UTC", "plan free"),
                new RunWindows.Group(List.of("0-29 8-9 * * *"), "UTC", "tenant toys")));
    OpenWindow rule = new OpenWindow(windows);
    TenantUse use = new TenantUse(TestingProfiles.of("toys", "").limits(), List.of());

    assertThat(rule.judge(new Claim(1, use, Instant.parse("2026-03-01T08:29:59Z"))))
        .isEqualTo(Decision.ADMITTED);
    Decision.Deferred tooEarly =
        (Decision.Deferred) rule.judge(new Claim(1, use, Instant.parse("2026-03-01T06:10:00Z")));
    assertThat(tooEarly.notBefore()).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    assertThat(tooEarly.reason())
        .isEqualTo(
            "outside of run-windows = 0-29 8-9 * * * UTC (tenant toys); it may run from"
                + " 2026-03-01T08:00:00Z");
  }

  @Test
  void windows_that_never_meet_are_said_to() {
    RunWindows windows =
        new RunWindows(
            List.of(
                new RunWindows.Group(List.of("* 6 * * *"), "UTC", "plan free"),
                new RunWindows.Group(List.of("* 8 * * *"), "UTC", "tenant toys")));
    TenantUse use = new TenantUse(TestingProfiles.of("toys", "").limits(), List.of());

    Decision.Deferred decision =
        (Decision.Deferred) new OpenWindow(windows).judge(new Claim(1, use, NOW));

    assertThat(decision.notBefore()).isNull();
    assertThat(decision.reason())
        .isEqualTo(
            "outside of run-windows = * 6 * * * UTC (plan free); no minute of the next year suits"
                + " all windows");
  }

  private static Decision judge(String settings, long bytes, Instant now, Charge... history) {
    TenantProfile profile = TestingProfiles.of("toys", settings);
    TenantUse use = new TenantUse(profile.limits(), List.of(history));
    return new TenantAdmission(profile).judge(new Claim(bytes, use, now));
  }

  private static @Nullable String reason(Decision decision) {
    if (decision instanceof Decision.Deferred deferred) {
      return deferred.reason();
    }
    return decision instanceof Decision.Refused refused ? refused.reason() : null;
  }
}
