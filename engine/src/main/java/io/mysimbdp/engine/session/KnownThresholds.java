package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thresholds of the servers, asked for once. Safe for several threads. */
public final class KnownThresholds {

  private volatile @Nullable BatchThresholds known;

  /** Makes one that has not asked yet. */
  public KnownThresholds() {}

  /**
   * Returns the thresholds; what Cassandra comes with for as long as nobody may know.
   *
   * @param session to ask with; any that leads to these servers
   */
  public BatchThresholds of(CqlSession session) {
    BatchThresholds before = known;
    if (before != null) {
      return before;
    }
    Optional<BatchThresholds> read = BatchThresholds.read(session);
    known = read.orElse(null);
    return read.orElse(BatchThresholds.DEFAULT);
  }
}
