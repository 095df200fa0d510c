package io.mysimbdp.engine.report;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.verify.Verified;
import java.time.Duration;
import java.util.List;

/**
 * What a pass came to.
 *
 * @param tenants an outcome for each tenant that was to be served
 * @param problems sentences about the installation that belong to no tenant, such as a broken JAR
 * @param warnings sentences that do not make the pass fail, such as a JAR nobody is registered for
 * @param verified what verifications have found; empty: none was asked for
 * @param duration how long the pass took, without the start of Cassandra
 */
public record Summary(
    List<TenantOutcome> tenants,
    List<String> problems,
    List<String> warnings,
    List<Verified> verified,
    Duration duration) {

  /** Copies. */
  public Summary {
    tenants = List.copyOf(tenants);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    verified = List.copyOf(verified);
  }

  /** Returns how the pass ended: as badly as its worst tenant. */
  public State state() {
    State worst = problems.isEmpty() ? State.NOTHING_TO_DO : State.FAILED;
    return tenants.stream().map(State::of).reduce(worst, State::worse);
  }

  /** Returns the sums over all tenants. */
  public Counts counts() {
    return tenants.stream().map(TenantOutcome::counts).reduce(Counts.ZERO, Counts::plus);
  }

  /** Returns how many files were handled, whatever became of them. */
  public long files() {
    return tenants.stream().mapToLong(Summary::files).sum();
  }

  static long files(TenantOutcome tenant) {
    return tenant.files().stream().filter(State::isHandled).count();
  }

  double seconds() {
    return duration.toMillis() / 1000.0;
  }
}
