package io.mysimbdp.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.admission.Measure;
import io.mysimbdp.engine.admission.TenantUse.QuotaStep;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassNoticesTest {

  private final List<Notice> notices = new ArrayList<>();
  private final PassNotices listener =
      new PassNotices(
          WebhookTest.config(URI.create("http://localhost/"), null),
          () -> Instant.EPOCH,
          () -> "id",
          notices::add);

  @ParameterizedTest(name = "from {0} to {1} of 100")
  @CsvSource({"0, 89, 0", "89, 90, 1", "50, 120, 1", "90, 91, 0", "95, 100, 0"})
  void a_quota_is_told_when_its_use_comes_to_the_share(long before, long after, int told) {
    listener.charged("toys", "run", List.of(step(before, after)));

    assertThat(notices).hasSize(told);
  }

  @Test
  void what_is_told_of_a_quota_has_its_figures() {
    listener.charged("toys", "run-1", List.of(step(80, 92)));

    assertThat(notices)
        .containsExactly(
            new Notice(
                "id",
                "quota",
                Instant.EPOCH,
                "toys",
                "run-1",
                "the tenant has used 92 rows of 100 rows in the last day",
                null,
                null,
                List.of(),
                0,
                null,
                new Notice.QuotaLevel("day", "rows", 100, 92)));
  }

  @Test
  void nobody_hears_of_tenants_that_are_not_asked_for() {
    listener.charged("games", "run", List.of(step(0, 100)));
    listener.suspended("games", "run", "why");

    assertThat(notices).isEmpty();
  }

  @Test
  void a_suspension_says_why_and_by_whom() {
    listener.suspended("toys", "run-1", "five runs in a row have failed");

    assertThat(notices)
        .containsExactly(
            Notice.suspension(
                "id",
                Instant.EPOCH,
                "toys",
                "run-1",
                "circuit-breaker",
                "five runs in a row have failed"));
  }

  private static QuotaStep step(long before, long after) {
    return new QuotaStep("day", Measure.ROWS, 100, before, after);
  }
}
