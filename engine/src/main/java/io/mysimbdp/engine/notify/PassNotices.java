package io.mysimbdp.engine.notify;

import io.mysimbdp.engine.admission.TenantUse.QuotaStep;
import io.mysimbdp.engine.config.NotifyConfig;
import io.mysimbdp.engine.config.NotifyConfig.Topic;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.PassListener;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes messages of what happens to runs. Safe for several threads. */
public final class PassNotices implements PassListener {

  private static final int MOST_FILES = 20;

  private final NotifyConfig config;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Consumer<Notice> notices;

  /**
   * Makes a listener.
   *
   * @param config says what is wanted
   * @param ids gives each message its id
   * @param notices takes the messages, without waiting
   */
  public PassNotices(
      NotifyConfig config, InstantSource clock, Supplier<String> ids, Consumer<Notice> notices) {
    this.config = config;
    this.clock = clock;
    this.ids = ids;
    this.notices = notices;
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    FailureCode code = result.code();
    String tenant = run.profile().id();
    // Whoever stops an engine knows it.
    if (code == null || code == FailureCode.CANCELLED || !config.wants(Topic.FAILURE, tenant)) {
      return;
    }
    List<String> files =
        result.files().stream()
            .filter(file -> file.state() != FileResult.State.DONE)
            .map(FileResult::name)
            .toList();
    List<String> first = files.stream().limit(MOST_FILES).toList();
    notices.accept(
        new Notice(
            ids.get(),
            Topic.FAILURE.word(),
            clock.instant(),
            tenant,
            run.id(),
            String.valueOf(result.reason()),
            code,
            null,
            first,
            files.size() - first.size(),
            counters.counts(),
            null));
  }

  @Override
  public void suspended(String tenant, String runId, String why) {
    if (config.wants(Topic.SUSPENSION, tenant)) {
      notices.accept(
          Notice.suspension(ids.get(), clock.instant(), tenant, runId, "circuit-breaker", why));
    }
  }

  @Override
  public void charged(String tenant, String runId, List<QuotaStep> steps) {
    if (config.wants(Topic.QUOTA, tenant)) {
      steps.stream()
          .filter(step -> step.reaches(config.quotaRatio()))
          .forEach(step -> notices.accept(quota(tenant, runId, step)));
    }
  }

  private Notice quota(String tenant, String runId, QuotaStep step) {
    return new Notice(
        ids.get(),
        Topic.QUOTA.word(),
        clock.instant(),
        tenant,
        runId,
        "the tenant has used " + step.inWords(),
        null,
        null,
        List.of(),
        0,
        null,
        new Notice.QuotaLevel(step.window(), step.unit(), step.limit(), step.after()));
  }
}
