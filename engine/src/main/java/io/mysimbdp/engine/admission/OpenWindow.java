package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.RunWindows;
import io.mysimbdp.engine.time.CronSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches of a tenant may begin now: {@code run-windows}. */
final class OpenWindow implements Constraint<Claim> {

  /** Windows that never meet within a year are taken never to meet. */
  private static final long HORIZON_DAYS = 366;

  /** A bound on the work of looking for a minute that suits all. */
  private static final int MOST_STEPS = 10_000;

  private final List<Party> parties;

  OpenWindow(RunWindows windows) {
    parties = windows.groups().stream().map(Party::new).toList();
  }

  @Override
  public String rule() {
    return "run-windows";
  }

  @Override
  public Decision judge(Claim claim) {
    Instant now = claim.now();
    Party closed = firstClosed(now);
    if (closed == null) {
      return Decision.ADMITTED;
    }
    Search opens = nextOpen(now);
    String limit = String.join(" or ", closed.group.crons()) + " " + closed.group.zone();
    return new Decision.Deferred(
        rule(),
        limit,
        now.truncatedTo(ChronoUnit.MINUTES).toString(),
        opens.found,
        "outside of run-windows = " + limit + " (" + closed.group.source() + ")" + opens.told());
  }

  private @Nullable Party firstClosed(Instant at) {
    return parties.stream().filter(party -> !party.isOpen(at)).findFirst().orElse(null);
  }

  /**
   * What a look for a minute that suits all has come to.
   *
   * @param found the minute; null: none
   * @param isComplete whether there is none within the horizon; else the look was given up
   */
  private record Search(@Nullable Instant found, boolean isComplete) {
    String told() {
      return found != null
          ? "; it may run from " + found
          : isComplete
              ? "; no minute of the next year suits all windows"
              : "; the next " + MOST_STEPS + " minutes that suit some do not suit all windows";
    }
  }

  private Search nextOpen(Instant now) {
    Instant end = now.plus(HORIZON_DAYS, ChronoUnit.DAYS);
    Instant at = now;
    for (int i = 0; i < MOST_STEPS; i++) {
      Party closed = firstClosed(at);
      if (closed == null) {
        return new Search(at, true);
      }
      Optional<Instant> next = closed.nextAfter(at);
      if (next.isEmpty() || next.get().isAfter(end)) {
        return new Search(null, true);
      }
      at = next.get();
    }
    return new Search(null, false);
  }

  /** The windows of one party: one of them must be open. */
  private static final class Party {
    private final RunWindows.Group group;
    private final List<CronSchedule> schedules;

    Party(RunWindows.Group group) {
      this.group = group;
      this.schedules =
          group.crons().stream()
              .map(cron -> CronSchedule.parse(cron, ZoneId.of(group.zone())))
              .toList();
    }

    boolean isOpen(Instant at) {
      return schedules.stream().anyMatch(schedule -> schedule.matches(at));
    }

    Optional<Instant> nextAfter(Instant at) {
      return schedules.stream()
          .flatMap(schedule -> schedule.nextAfter(at).stream())
          .min(Instant::compareTo);
    }
  }
}
