package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The figures of a period, and the sums of the one before.
 *
 * @param period the period: a file belongs to it by when it ended, a run with those of its files
 *     that ended therein
 * @param step how long each step of a series is
 * @param platform of all tenants of the report
 * @param before the sums of all of them in {@link Period#before}
 * @param tenants of each tenant, by id; without those that are not registered any more and have no
 *     file in either period
 */
public record Statistics(
    Period period, Duration step, Figures platform, Totals before, List<TenantStatistics> tenants) {

  /** Copies. */
  public Statistics {
    tenants = List.copyOf(tenants);
  }

  /** Tells whether nothing ended within the period. */
  public boolean isEmpty() {
    return platform.totals().isEmpty();
  }

  /**
   * Computes them. Each file is looked at once, tenant by tenant; what is kept of a tenant does not
   * grow with the number of its files.
   *
   * @param tenants the ids of the tenants, and whether each is registered
   */
  public static Statistics of(
      Period period, SortedMap<String, Boolean> tenants, EndedFileSource source) {
    Steps steps = Steps.of(period);
    FiguresTally platform = new FiguresTally(steps);
    TotalsTally platformBefore = new TotalsTally();
    Map<String, Figures> figures = new HashMap<>();
    Map<String, Totals> before = new HashMap<>();
    for (String tenant : tenants.keySet()) {
      FiguresTally tally = new FiguresTally(steps);
      read(tenant, period, source, tally, platform);
      figures.put(tenant, tally.figures());
      TotalsTally tallyBefore = new TotalsTally();
      read(tenant, period.before(), source, tallyBefore, platformBefore);
      before.put(tenant, tallyBefore.totals());
    }
    Figures all = platform.figures();
    List<TenantStatistics> parts = new ArrayList<>();
    tenants.forEach(
        (tenant, isRegistered) -> {
          TenantStatistics part =
              TenantStatistics.of(
                  tenant,
                  isRegistered,
                  Objects.requireNonNull(figures.get(tenant)),
                  Objects.requireNonNull(before.get(tenant)),
                  all.totals().ingested());
          if (isRegistered || !part.isEmpty()) {
            parts.add(part);
          }
        });
    return new Statistics(period, steps.length(), all, platformBefore.totals(), parts);
  }

  private static void read(
      String tenant, Period period, EndedFileSource source, Tally ofTenant, Tally ofAll) {
    OpenRuns runs =
        new OpenRuns(
            run -> {
              ofTenant.add(run);
              ofAll.add(run);
            });
    source.forEach(
        tenant,
        period,
        file -> {
          ofTenant.add(file);
          ofAll.add(file);
          runs.add(file);
        });
    runs.finish();
  }
}
