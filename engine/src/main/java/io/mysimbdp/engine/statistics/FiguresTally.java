package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Collects {@link Figures}. */
final class FiguresTally implements Tally {

  private static final int TOP = 10;
  private static final Comparator<EndedFile> BY_DURATION =
      Comparator.comparing(EndedFile::duration)
          .thenComparing(EndedFile::endedAt)
          .thenComparing(EndedFile::name);
  private static final Comparator<EndedFile> BY_TIME =
      Comparator.comparing(EndedFile::endedAt).thenComparing(EndedFile::name);

  private record CauseName(End end, String cause) implements Comparable<CauseName> {
    @Override
    public int compareTo(CauseName other) {
      int byEnd = end.compareTo(other.end);
      return byEnd != 0 ? byEnd : cause.compareTo(other.cause);
    }
  }

  private final TotalsTally totals = new TotalsTally();
  private final Volume[] hours = new Volume[24];
  private final SeriesTally series;
  private final NameTally<String> rejects = new NameTally<>();
  private final NameTally<CauseName> causes = new NameTally<>();
  // The least is on top, to make way for what is more.
  private final PriorityQueue<EndedFile> slowest = new PriorityQueue<>(BY_DURATION);
  private final PriorityQueue<EndedFile> troubles = new PriorityQueue<>(BY_TIME);

  FiguresTally(Steps steps) {
    this.series = new SeriesTally(steps);
    Arrays.fill(hours, Volume.ZERO);
  }

  @Override
  public void add(EndedFile file) {
    totals.add(file);
    series.add(file);
    switch (file.end()) {
      case DONE -> {
        int hour = file.endedAt().atZone(ZoneOffset.UTC).getHour();
        hours[hour] = hours[hour].plus(Volume.of(file));
        file.rejectKinds().forEach(rejects::add);
        keep(slowest, file);
      }
      case REFUSED, FAILED -> {
        if (file.cause() != null) {
          causes.add(new CauseName(file.end(), file.cause()), 1);
        }
        keep(troubles, file);
      }
      case DUPLICATE -> {
        // Counted among the totals; there is no more to it.
      }
    }
  }

  @Override
  public void add(EndedRun run) {
    totals.add(run);
    series.add(run);
  }

  private static void keep(PriorityQueue<EndedFile> most, EndedFile file) {
    most.add(file);
    if (most.size() > TOP) {
      most.remove();
    }
  }

  Figures figures() {
    Totals sums = totals.totals();
    List<Hour> byHour = new ArrayList<>();
    for (int hour = 0; hour < hours.length; hour++) {
      byHour.add(new Hour(hour, hours[hour]));
    }
    return new Figures(
        sums,
        byHour,
        series.buckets(),
        rejectReasons(sums.ingested().rejects()),
        causes.top(TOP).stream()
            .map(each -> new Cause(each.getKey().end(), each.getKey().cause(), each.getValue()))
            .toList(),
        slowest.stream().sorted(BY_DURATION.reversed()).toList(),
        troubles.stream().sorted(BY_TIME.reversed()).toList());
  }

  private List<RejectReason> rejectReasons(long all) {
    List<RejectReason> reasons = new ArrayList<>();
    long rest = all;
    for (Map.Entry<String, Long> each : rejects.top(TOP)) {
      if (!each.getKey().equals(RejectReason.OTHER)) {
        reasons.add(new RejectReason(each.getKey(), each.getValue()));
        rest -= each.getValue();
      }
    }
    if (rest > 0) {
      reasons.add(new RejectReason(RejectReason.OTHER, rest));
    }
    return reasons;
  }
}
