package io.mysimbdp.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.executor.ExecutorNotice;
import io.mysimbdp.engine.executor.PlatformTerms;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.share.ShareTerms;
import io.mysimbdp.engine.staging.FileStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {

  private static final ShareTerms TOYS =
      new ShareTerms(100, 64, Duration.ofMillis(20), new Rates(1000, Limits.UNLIMITED));

  @TempDir private Path folder;

  private PlatformTerms platform = new PlatformTerms(256, 1 << 20, new Rates(9000, 9 << 20));
  private final Membership membership = new Membership(() -> platform, run -> TOYS);

  @BeforeEach
  void two_executors() {
    membership.came("0");
    membership.came("1");
  }

  @Test
  void executors_share_what_all_may_do() {
    assertThat(membership.platformPart())
        .isEqualTo(new PlatformTerms(128, 1 << 19, new Rates(4500, 9 << 19)));

    membership.went("1");

    assertThat(membership.platformPart())
        .as("what the one had goes to the other")
        .isEqualTo(platform);
  }

  @Test
  void a_tenant_may_do_most_where_most_of_its_runs_are() throws Exception {
    List<RemoteRun> runs =
        List.of(run("a", "toys", "0"), run("b", "toys", "0"), run("c", "toys", "1"));

    assertThat(membership.news(runs))
        .extracting(Membership.Addressed::executorId)
        .containsExactlyInAnyOrder("0", "1");
    assertThat(notice(List.of(run("a", "toys", "0"), run("c", "toys", "1"))).tenants())
        .containsEntry(
            "toys",
            new ShareTerms(100, 32, Duration.ofMillis(20), new Rates(500, Limits.UNLIMITED)));
  }

  @Test
  void a_tenant_has_all_of_its_rate_where_all_of_its_runs_are() throws Exception {
    assertThat(notice(List.of(run("a", "toys", "0"), run("b", "games", "1"))).tenants())
        .containsOnly(Map.entry("toys", TOYS));
  }

  @Test
  void nothing_is_told_twice() throws Exception {
    List<RemoteRun> runs = List.of(run("a", "toys", "0"));
    assertThat(membership.news(runs)).hasSize(1);
    assertThat(membership.news(runs)).isEmpty();

    platform = new PlatformTerms(10, 1 << 20, Rates.UNLIMITED);

    assertThat(membership.news(runs)).hasSize(1);
  }

  @Test
  void an_executor_that_comes_again_is_told_again() throws Exception {
    List<RemoteRun> runs = List.of(run("a", "toys", "0"));
    membership.news(runs);
    membership.went("0");
    assertThat(membership.news(runs)).as("it is not there").isEmpty();
    membership.came("0");
    assertThat(membership.news(runs)).hasSize(1);
  }

  @Test
  void a_cancelled_run_is_named_with_its_reason() throws Exception {
    RemoteRun run = run("a", "toys", "0");
    run.cancel(new EngineException(FailureCode.CANCELLED, "the engine was stopped"));

    assertThat(notice(List.of(run)).cancelled())
        .containsEntry(
            "a", new ExecutorNotice.Cancellation(FailureCode.CANCELLED, "the engine was stopped"));
  }

  @Test
  void a_run_that_begins_gets_no_more_than_its_part() throws Exception {
    RemoteRun fresh = run("b", "toys", null);

    assertThat(membership.tenantPart(fresh, List.of(run("a", "toys", "0"), fresh)).rates())
        .isEqualTo(new Rates(500, Limits.UNLIMITED));
  }

  /** Returns what executor 0 is told. */
  private ExecutorNotice notice(List<RemoteRun> runs) {
    return membership.news(runs).stream()
        .filter(each -> each.executorId().equals("0"))
        .findFirst()
        .orElseThrow()
        .notice();
  }

  private RemoteRun run(String id, String tenant, @Nullable String where) throws Exception {
    Path file = Files.writeString(folder.resolve("a.tsv"), "x");
    RemoteRun run =
        new RemoteRun(
            new Run(
                id,
                TestingProfiles.of(tenant, ""),
                new PluginRef(tenant, "1.0.0", "a.jar", "0"),
                folder.toString(),
                List.of(new RunFile("a.tsv", file.toString(), "0", FileStamp.of(file))),
                Instant.EPOCH,
                1));
    if (where != null) {
      run.began(where);
    }
    return run;
  }
}
