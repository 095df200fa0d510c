package io.mysimbdp.engine.share;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AbstractLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limit.window.SampleWindow;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many requests of one tenant may be under way, as the answers to those before tell. Safe for
 * several threads.
 *
 * <p>Additive increase, multiplicative decrease: D. Chiu, R. Jain, "Analysis of the increase and
 * decrease algorithms for congestion avoidance in computer networks" (Computer Networks and ISDN
 * Systems 17, 1989). The cap falls by a quarter after a window in which an answer was that of a
 * server with too much to do, or in which answers took longer than the target on average. It grows
 * by one after any other window in which at least half of it was used. A window lasts twice the
 * shortest latency in the one before, from 100 ms to 1 s, so that it holds answers to requests sent
 * under the present cap.
 *
 * <p>Until it falls for the first time it grows to twice as much instead of by one: the slow start
 * of V. Jacobson, "Congestion avoidance and control" (SIGCOMM 1988), without which a short batch
 * would be over before it has made use of the server.
 */
final class AdaptiveCap {

  private static final double BACKOFF = 0.75;
  private static final long SHORTEST_WINDOW_MILLIS = 100;
  private static final long LONGEST_WINDOW_MILLIS = 1_000;

  private final int max;
  private final Duration target;
  private final long originNanos;
  private final Limit limit;

  /**
   * Makes a cap.
   *
   * @param initial where it begins; what is more than {@code max} or less than 1 is brought there
   * @param max where it ends growing; at least 1
   * @param target the mean latency beyond which it falls; more than 0
   * @param originNanos the time on the clock of the samples
   */
  AdaptiveCap(int initial, int max, Duration target, long originNanos) {
    if (max < 1) {
      throw new IllegalArgumentException("At least one request must be allowed: " + max);
    }
    this.max = max;
    this.target = target;
    this.originNanos = originNanos;
    this.limit =
        WindowedLimit.newBuilder()
            .minWindowTime(SHORTEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .maxWindowTime(LONGEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
            .minRttThreshold(0, TimeUnit.NANOSECONDS)
            .sampleWindowFactory(() -> Window.EMPTY)
            .build(new Aimd(Math.max(1, Math.min(initial, max)), max, target.toNanos()));
  }

  /** Returns how many requests may be under way now, from 1. */
  int current() {
    return limit.getLimit();
  }

  /** Returns how many requests may be under way at best. */
  int max() {
    return max;
  }

  /** Tells whether another cap with these bounds would be the same. */
  boolean has(int otherMax, Duration otherTarget) {
    return max == otherMax && target.equals(otherTarget);
  }

  /**
   * Takes an answer into account; returns whether the cap has changed.
   *
   * @param sentNanos when the request was sent
   * @param nowNanos when the answer has come, on the same clock
   * @param inFlight how many requests were under way, this one included
   * @param isDropped whether the server had too much to do
   */
  boolean sample(long sentNanos, long nowNanos, int inFlight, boolean isDropped) {
    int before = limit.getLimit();
    // The library compares times with 0, and the clock of a JVM may well be below it.
    limit.onSample(sentNanos - originNanos, nowNanos - sentNanos, inFlight, isDropped);
    return limit.getLimit() != before;
  }

  /** Called under the lock of the superclass. */
  private static final class Aimd extends AbstractLimit {

    private final int max;
    private final long targetNanos;
    private boolean isStarting = true;

    private Aimd(int initial, int max, long targetNanos) {
      super(initial);
      this.max = max;
      this.targetNanos = targetNanos;
    }

    @Override
    protected int _update(long startNanos, long rttNanos, int inFlight, boolean isDropped) {
      int limit = getLimit();
      if (isDropped || rttNanos > targetNanos) {
        isStarting = false;
        return Math.max(1, (int) (limit * BACKOFF));
      }
      if (inFlight * 2 < limit) {
        return limit;
      }
      return Math.min(max, isStarting ? limit * 2 : limit + 1);
    }
  }

  /**
   * The answers of one window. The library's own windows count only from ten answers on, and are
   * forgotten otherwise: with a cap of one and answers that take long there would never be as many,
   * and the cap would stay at one for ever.
   */
  private record Window(long minRtt, long sumRtt, int inFlight, int count, boolean isDropped)
      implements SampleWindow {

    private static final Window EMPTY = new Window(Long.MAX_VALUE, 0, 0, 0, false);

    @Override
    public SampleWindow addSample(long rtt, int inFlightThen, boolean wasDropped) {
      return new Window(
          Math.min(minRtt, rtt),
          sumRtt + rtt,
          Math.max(inFlight, inFlightThen),
          count + 1,
          isDropped || wasDropped);
    }

    @Override
    public long getCandidateRttNanos() {
      return minRtt;
    }

    @Override
    public long getTrackedRttNanos() {
      return count == 0 ? 0 : sumRtt / count;
    }

    @Override
    public int getMaxInFlight() {
      return inFlight;
    }

    @Override
    public int getSampleCount() {
      return count == 0 ? 0 : Integer.MAX_VALUE;
    }

    @Override
    public boolean didDrop() {
      return isDropped;
    }
  }
}
