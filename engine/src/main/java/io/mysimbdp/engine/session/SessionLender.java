package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.TenantProfile;

/** Says which session carries the requests of a run. Thread-safe. */
@FunctionalInterface
public interface SessionLender {

  /**
   * Lends a session for one run.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when it cannot be opened
   */
  Loan lend(TenantProfile profile);

  /** Returns one that lends the same session to everybody; it stays open. */
  static SessionLender shared(CqlSession session) {
    return profile ->
        new Loan() {
          @Override
          public CqlSession session() {
            return session;
          }

          @Override
          public void close() {}
        };
  }

  /** A session until closed, which does not close the session. */
  interface Loan extends AutoCloseable {

    /** Returns the session. */
    CqlSession session();

    @Override
    void close();
  }
}
