package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.executor.ExecutorNotice;
import io.mysimbdp.engine.executor.ExecutorNotice.Cancellation;
import io.mysimbdp.engine.executor.PlatformTerms;
import io.mysimbdp.engine.share.ShareTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which executors there are, what is under way on each, and so what may be done on each: of what
 * all share, all executors have the same part; of what a tenant may do, an executor has as large a
 * part as of the tenant's runs. Not safe for several threads.
 */
final class Membership {

  private final Supplier<PlatformTerms> platform;
  private final Function<RemoteRun, ShareTerms> tenants;
  private final Set<String> executors = new HashSet<>();
  private final Map<String, ExecutorNotice> told = new HashMap<>();

  /**
   * Makes one without executors.
   *
   * @param platform tells what all may do together by now
   * @param tenants tells what the tenant of a run may do by now, on all executors
   */
  Membership(Supplier<PlatformTerms> platform, Function<RemoteRun, ShareTerms> tenants) {
    this.platform = platform;
    this.tenants = tenants;
  }

  void came(String executorId) {
    executors.add(executorId);
  }

  void went(String executorId) {
    executors.remove(executorId);
    told.remove(executorId);
  }

  int executors() {
    return executors.size();
  }

  /** Returns what all may do on one executor. */
  PlatformTerms platformPart() {
    return platform.get().scaled(1.0 / Math.max(1, executors.size()));
  }

  /**
   * Returns what a tenant may do where a run of it is about to begin, until a notice says more.
   *
   * @param known all runs, this one among them
   */
  ShareTerms tenantPart(RemoteRun run, Collection<RemoteRun> known) {
    long own = known.stream().filter(other -> other.tenant().equals(run.tenant())).count();
    return tenants.apply(run).scaled(1.0 / Math.max(1, own));
  }

  /** A notice, and for whom it is. */
  record Addressed(String executorId, ExecutorNotice notice) {}

  /**
   * Returns what executors do not know yet, and takes it for told.
   *
   * @param known all runs
   */
  List<Addressed> news(Collection<RemoteRun> known) {
    List<RemoteRun> begun = known.stream().filter(run -> run.executorId() != null).toList();
    Map<String, Long> ofTenant =
        begun.stream().collect(Collectors.groupingBy(RemoteRun::tenant, Collectors.counting()));
    Map<String, List<RemoteRun>> onExecutor =
        begun.stream()
            .collect(Collectors.groupingBy(run -> Objects.requireNonNull(run.executorId())));
    List<Addressed> news = new ArrayList<>();
    onExecutor.forEach(
        (executor, runs) -> {
          ExecutorNotice now = notice(runs, ofTenant);
          if (executors.contains(executor) && !now.equals(told.put(executor, now))) {
            news.add(new Addressed(executor, now));
          }
        });
    return news;
  }

  private ExecutorNotice notice(List<RemoteRun> here, Map<String, Long> ofTenant) {
    Map<String, ShareTerms> terms = new HashMap<>();
    Map<String, Cancellation> cancelled = new HashMap<>();
    Map<String, Long> own =
        here.stream().collect(Collectors.groupingBy(RemoteRun::tenant, Collectors.counting()));
    for (RemoteRun run : here) {
      terms.computeIfAbsent(
          run.tenant(),
          tenant ->
              tenants
                  .apply(run)
                  .scaled(
                      (double) own.getOrDefault(tenant, 1L) / ofTenant.getOrDefault(tenant, 1L)));
      Cancellation why = run.cancellation();
      if (why != null) {
        cancelled.put(run.id(), why);
      }
    }
    return new ExecutorNotice(platformPart(), terms, cancelled);
  }
}
