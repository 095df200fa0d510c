package io.mysimbdp.engine.estimate;

import io.mysimbdp.engine.admission.Measure;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.RateText;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares what a file would need with what its tenant may use. */
final class LimitsAhead {

  private static final String REFUSED = "it would be refused";
  private static final String FAILED = "its run would fail";

  private static final String HELD_UP = "it is this that the time comes from";

  /** A run that is held up by its rate comes near to it, and does not reach it. */
  private static final double NEARLY = 0.9;

  private final TenantProfile profile;
  private final List<LimitHit> hits = new ArrayList<>();

  LimitsAhead(TenantProfile profile) {
    this.profile = profile;
  }

  List<LimitHit> of(
      long bytes, long records, long rows, long rejects, Duration alone, Duration atWorst) {
    Limits limits = profile.limits();
    bytes("files.max-size", profile.files().maxBytes(), bytes);
    bytes("limits.batch.bytes", limits.batchBytes(), bytes);
    if (records > profile.files().maxRecords()) {
      hits.add(
          new LimitHit(
              "files.max-records",
              count(profile.files().maxRecords(), "record"),
              count(records, "record"),
              "it would be refused once they are read, and what was written until then stays"));
    }
    quotas(limits, bytes, rows);
    time(limits.batchTime(), alone, atWorst);
    rates(limits.rates(), rows, bytes, alone);
    rejects(records, rejects);
    return hits;
  }

  private void bytes(String key, long limit, long bytes) {
    if (bytes > limit) {
      hits.add(new LimitHit(key, RateText.ofBytes(limit), Measure.BYTES.amount(bytes), REFUSED));
    }
  }

  private void quotas(Limits limits, long bytes, long rows) {
    for (Map.Entry<String, Limits.Quota> each :
        List.of(
            Map.entry("pass", limits.pass()),
            Map.entry("hour", limits.hour()),
            Map.entry("day", limits.day()),
            Map.entry("month", limits.month()))) {
      String key = "limits." + each.getKey();
      bytes(key + ".bytes", each.getValue().bytes(), bytes);
      if (rows > each.getValue().rows()) {
        hits.add(
            new LimitHit(
                key + ".rows",
                Measure.ROWS.amount(each.getValue().rows()),
                Measure.ROWS.amount(rows),
                "it would be finished, and further files wait until they fit again"));
      }
    }
  }

  private void time(Duration limit, Duration alone, Duration atWorst) {
    if (atWorst.compareTo(limit) > 0) {
      boolean isCertain = alone.compareTo(limit) > 0;
      hits.add(
          new LimitHit(
              "limits.batch.time",
              time(limit),
              isCertain ? time(alone) : "up to " + time(atWorst),
              isCertain
                  ? "its run would be cancelled, and has failed"
                  : "its run may be cancelled, and has failed then"));
    }
  }

  /** The time is known already; this says what it comes from. */
  private void rates(Rates rates, long rows, long bytes, Duration alone) {
    double seconds = Math.max(0.001, alone.toMillis() / 1000.0);
    if (rates.rowsPerSecond() != Limits.UNLIMITED
        && rows / seconds > NEARLY * rates.rowsPerSecond()) {
      hits.add(
          new LimitHit(
              "limits.rows-per-second",
              Measure.ROWS.amount(rates.rowsPerSecond()),
              Measure.ROWS.amount(Math.round(rows / seconds)),
              HELD_UP));
    }
    if (rates.bytesPerSecond() != Limits.UNLIMITED
        && bytes / seconds > NEARLY * rates.bytesPerSecond()) {
      hits.add(
          new LimitHit(
              "limits.bytes-per-second",
              RateText.ofBytes(rates.bytesPerSecond()),
              Measure.BYTES.amount(Math.round(bytes / seconds)),
              HELD_UP));
    }
  }

  private void rejects(long records, long rejects) {
    TenantProfile.RejectThreshold threshold = profile.rejects();
    if (rejects > threshold.maxCount()) {
      hits.add(
          new LimitHit(
              "rejects.max-count",
              count(threshold.maxCount(), "reject"),
              count(rejects, "reject"),
              FAILED));
    }
    if (records > threshold.minSample() && rejects > threshold.maxRatio() * records) {
      hits.add(
          new LimitHit(
              "rejects.max-ratio",
              String.format(Locale.ROOT, "%s of the records", threshold.maxRatio()),
              String.format(Locale.ROOT, "%.3f", rejects / (double) records),
              FAILED));
    }
  }

  private static String count(long count, String word) {
    return String.format(Locale.ROOT, "%,d %s%s", count, word, count == 1 ? "" : "s");
  }

  private static String time(Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
