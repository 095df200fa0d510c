package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.RowOutput;
import io.mysimbdp.engine.protocol.WireOutput;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Wrangler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a wrangler made of a chunk, in as many frames as its rows take; outcomes with values that
 * cannot be told are the failure of their record. For one thread.
 */
final class OutcomeFrames {

  /** So much, and the engine may as well begin to write. */
  private static final int ENOUGH_BYTES = 1 << 20;

  private final Wrangler wrangler;
  private final List<RemoteRecord> records;
  private final List<Outcome> outcomes;
  private @Nullable Failure failure;
  private int told;
  private boolean ended;

  /**
   * Makes the frames.
   *
   * @param outcomes of the first records
   * @param failure what was thrown for the record behind them; null: nothing
   */
  OutcomeFrames(
      Wrangler wrangler,
      List<RemoteRecord> records,
      List<Outcome> outcomes,
      @Nullable Failure failure) {
    this.wrangler = wrangler;
    this.records = records;
    this.outcomes = outcomes;
    this.failure = failure;
  }

  /** Tells whether a frame is to follow. */
  boolean hasMore() {
    return !ended;
  }

  /** Writes the body of the next frame. */
  void next(WireOutput body, RowOutput rows) {
    boolean possible = true;
    while (possible && told < outcomes.size() && body.position() < ENOUGH_BYTES) {
      possible = put(body, rows);
    }
    ended = !possible || told == outcomes.size();
    Failure last = ended ? failure : null;
    body.put(false).put(last != null);
    if (last != null) {
      last.to(body);
    }
  }

  /** Writes one outcome, or takes it for a failure and returns false. */
  private boolean put(WireOutput body, RowOutput rows) {
    int position = body.position();
    int tables = rows.tables();
    try {
      rows.put(body.put(true), outcomes.get(told));
      int bytes = body.position() - position;
      if (bytes > FrameReader.LONGEST_BYTES - 2 * ENOUGH_BYTES) {
        throw new IllegalArgumentException(
            "its rows take " + bytes + " bytes, more than Cassandra takes");
      }
    } catch (RuntimeException | StackOverflowError e) {
      body.backTo(position);
      rows.forget(tables);
      failure =
          ToldFailures.failure(e, wrangler.getClass(), "wrangle failed on " + records.get(told));
      return false;
    }
    told++;
    return true;
  }
}
