package io.mysimbdp.engine.share;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order in which those that wait are served, so that each gets its part by weight. Not safe for
 * several threads.
 *
 * <p>The order is that of start-time fair queueing for a server that does several things at a time,
 * SFQ(D): W. Jin, J. Chase, J. Kaur, "Interposed proportional sharing for a storage service
 * utility" (SIGMETRICS 2004), after P. Goyal, H. Vin, H. Cheng, "Start-time fair queueing" (SIGCOMM
 * 1996). What is served next is that with the smallest start tag, and each service moves the tag of
 * its share on by cost ÷ weight. So of two shares that always wait, with weights {@code w} and
 * costs of at most {@code c}, the amounts served by weight never differ by more than {@code (D + 1)
 * × (c₁ ÷ w₁ + c₂ ÷ w₂)}, and what comes after a pause gets no more than what has waited.
 *
 * <p>A share may have a head start: it is served as if its tag were earlier by that much, as in
 * borrowed-virtual-time scheduling (K. Duda, D. Cheriton, SOSP 1999). That makes it the first of
 * those with the same claim; its part in the long run stays the same, so nobody starves.
 *
 * @param <T> whom a share belongs to
 */
public final class FairClock<T> {

  private final Set<Share<T>> waiting = new LinkedHashSet<>();
  private double now;

  /** Makes a clock on which nobody waits. */
  public FairClock() {}

  /**
   * Makes a share that does not wait yet.
   *
   * @param weight its part, against those of the others; more than 0
   * @param headStart the amount, by weight 1, that it is served ahead; 0: none
   */
  public Share<T> share(T owner, double weight, double headStart) {
    return new Share<>(owner, weight, headStart);
  }

  /** Has a share wait that had nothing to be served until now; does nothing when it waits. */
  public void await(Share<T> share) {
    await(share, 0);
  }

  /**
   * Has a share wait that something of its own has kept from being served, though it had something;
   * does nothing when it waits.
   *
   * @param credit the amount that it may catch up with; more is forfeited, or it would crowd out
   *     the others for as long as it was kept
   */
  public void await(Share<T> share, double credit) {
    if (waiting.add(share)) {
      share.start = Math.max(share.start, now - credit / share.weight);
    }
  }

  /** Has a share wait no more; its tag stays. */
  public void leave(Share<T> share) {
    waiting.remove(share);
  }

  /** Tells whether a share waits. */
  public boolean isWaiting(Share<T> share) {
    return waiting.contains(share);
  }

  /**
   * Returns whose turn it is.
   *
   * @param may which of those that wait can be served now
   * @param patience how much may be served to others, by weight 1 and for each of them, before the
   *     one whose turn it is and that cannot be served now; then nobody is served until it can be
   */
  public Optional<Share<T>> next(Predicate<T> may, double patience) {
    Share<T> best = null;
    double bound = Double.POSITIVE_INFINITY;
    for (Share<T> share : waiting) {
      if (!may.test(share.owner)) {
        bound = Math.min(bound, share.tag() + patience / share.weight);
      } else if (best == null || share.tag() < best.tag()) {
        best = share;
      }
    }
    return best != null && best.tag() <= bound ? Optional.of(best) : Optional.empty();
  }

  /** Charges a share that is being served. It goes on waiting until it leaves. */
  public void serve(Share<T> share, double cost) {
    // The time is that of the hindmost: with head starts the next one need not be it.
    double least = share.start;
    for (Share<T> each : waiting) {
      least = Math.min(least, each.start);
    }
    now = Math.max(now, least);
    share.start += cost / share.weight;
  }

  /**
   * One taker's place on a clock.
   *
   * @param <T> whom it belongs to
   */
  public static final class Share<T> {

    private final T owner;
    private double weight;
    private double headStart;
    private double start;

    private Share(T owner, double weight, double headStart) {
      this.owner = owner;
      set(weight, headStart);
    }

    /** Returns whom it belongs to. */
    public T owner() {
      return owner;
    }

    /** Changes weight and head start, for what is served from now on. */
    public void set(double newWeight, double newHeadStart) {
      if (!(newWeight > 0)) {
        throw new IllegalArgumentException("A weight must be more than 0: " + newWeight);
      }
      this.weight = newWeight;
      this.headStart = newHeadStart;
    }

    private double tag() {
      return start - headStart;
    }
  }
}
