package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Limits.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one tenant has used of its quotas, and what its running batches have set aside. Safe for
 * several threads.
 *
 * <p>Files and bytes are set aside before a batch begins, so that batches at the same time do not
 * exceed a quota together; they are charged when a file is done, and given back when it is not.
 * Rows are known only afterwards.
 */
public final class TenantUse {

  /** How far back the longest window reaches. */
  public static final Duration LONGEST = Duration.ofDays(30);

  // All guarded by this.
  private final Quota passQuota;
  private final List<QuotaWindow> windows;
  private long filesSetAside;
  private long bytesSetAside;

  /**
   * Makes the use of a tenant, at the beginning of a pass.
   *
   * @param history its charges of the last 30 days
   */
  public TenantUse(Limits limits, List<Charge> history) {
    passQuota = limits.pass();
    windows =
        new ArrayList<>(
            List.of(
                pass(),
                new QuotaWindow("hour", limits.hour(), Optional.of(Duration.ofHours(1)), history),
                new QuotaWindow("day", limits.day(), Optional.of(Duration.ofDays(1)), history),
                new QuotaWindow("month", limits.month(), Optional.of(LONGEST), history)));
  }

  private QuotaWindow pass() {
    return new QuotaWindow("pass", passQuota, Optional.empty(), List.of());
  }

  /** Begins a new pass: what was used in the last one counts no more for it. */
  public synchronized void beginPass() {
    windows.set(0, pass());
  }

  /** Tells whether a profile has any quota that outlives a pass, so that history matters. */
  public static boolean needsHistory(Limits limits) {
    return limits.hour().isLimited() || limits.day().isLimited() || limits.month().isLimited();
  }

  /** Sets a file aside that is about to be run. */
  public synchronized void setAside(long bytes) {
    filesSetAside++;
    bytesSetAside += bytes;
  }

  /** Gives back what was set aside for a file, whatever has become of it. */
  public synchronized void giveBack(long bytes) {
    filesSetAside--;
    bytesSetAside -= bytes;
  }

  /**
   * Charges a file that is done.
   *
   * @return what that does to each limited quota that outlives a pass
   */
  public synchronized List<QuotaStep> charge(Charge charge) {
    List<QuotaStep> steps = new ArrayList<>();
    // A service lives long: what nobody limits is not remembered.
    for (QuotaWindow window : windows.stream().filter(QuotaWindow::isLimited).toList()) {
      window.add(charge);
      for (Measure measure : Measure.values()) {
        long limit = window.limit(measure);
        if (limit != Limits.UNLIMITED && !window.isOfPass()) {
          long after = window.used(measure, charge.at());
          steps.add(
              new QuotaStep(window.name(), measure, limit, after - measure.of(charge), after));
        }
      }
    }
    return steps;
  }

  /** Returns how each limited quota stands, in the order of the configuration. */
  public synchronized List<QuotaState> states(Instant now) {
    List<QuotaState> states = new ArrayList<>();
    for (QuotaWindow window : windows) {
      for (Measure measure : Measure.values()) {
        if (window.limit(measure) != Limits.UNLIMITED) {
          long used = window.used(measure, now) + setAside(measure);
          long limit = window.limit(measure);
          states.add(
              new QuotaState(
                  window.name(),
                  measure,
                  limit,
                  used,
                  Math.max(0, limit - used),
                  used == 0 ? Optional.empty() : window.fitsAt(measure, limit, now)));
        }
      }
    }
    return states;
  }

  /**
   * Returns how much is used of each limited quota, in the order of the configuration. Unlike
   * {@link #states} it takes no longer with a long history.
   */
  public synchronized List<Amount> amounts(Instant now) {
    List<Amount> amounts = new ArrayList<>();
    for (QuotaWindow window : windows) {
      for (Measure measure : Measure.values()) {
        long limit = window.limit(measure);
        if (limit != Limits.UNLIMITED) {
          long used = window.used(measure, now) + setAside(measure);
          amounts.add(new Amount(window.name(), measure, limit, used));
        }
      }
    }
    return amounts;
  }

  /** Returns how much of a quota is used and set aside. */
  synchronized long used(String window, Measure measure, Instant now) {
    return find(window).used(measure, now) + setAside(measure);
  }

  /** Returns when an amount will fit into a quota; empty: not by waiting. */
  synchronized Optional<Instant> fitsAt(String window, Measure measure, long amount, Instant now) {
    return find(window).fitsAt(measure, amount + setAside(measure), now);
  }

  private long setAside(Measure measure) {
    return switch (measure) {
      case FILES -> filesSetAside;
      case BYTES -> bytesSetAside;
      case ROWS -> 0;
    };
  }

  private QuotaWindow find(String name) {
    return windows.stream()
        .filter(window -> window.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No window " + name));
  }

  /**
   * What a charge does to one quota.
   *
   * @param window hour, day or month
   * @param measure what it counts
   * @param limit what it allows
   * @param before what was used of it
   * @param after what is used now
   */
  public record QuotaStep(String window, Measure measure, long limit, long before, long after) {

    /** Tells whether it is this charge that has brought its use to a share of the limit. */
    public boolean reaches(double share) {
      return before < share * limit && after >= share * limit;
    }

    /** Returns what is used now, for the end of a sentence. */
    public String inWords() {
      return measure.amount(after) + " of " + measure.amount(limit) + " in the last " + window;
    }

    /** Returns the word for what it counts: files, bytes or rows. */
    public String unit() {
      return measure.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How much of one quota is used.
   *
   * @param window pass, hour, day or month
   * @param measure what it counts
   * @param limit what it allows
   * @param used what is used or set aside
   */
  public record Amount(String window, Measure measure, long limit, long used) {}

  /**
   * How one quota stands.
   *
   * @param window pass, hour, day or month
   * @param measure what it counts
   * @param limit what it allows
   * @param used what is used or set aside
   * @param remains what is left
   * @param wholeAt when all of it is left again, if nothing more is used; empty: it is, or never by
   *     waiting
   */
  public record QuotaState(
      String window,
      Measure measure,
      long limit,
      long used,
      long remains,
      Optional<Instant> wholeAt) {}
}
