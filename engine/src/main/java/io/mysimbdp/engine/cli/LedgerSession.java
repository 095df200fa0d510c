package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.Ledger;
import java.time.InstantSource;

/**
 * The ledger of an installation and the session to its Cassandra, for the time of one command.
 *
 * @param access is closed with this
 */
record LedgerSession(CassandraAccess access, Ledger ledger) implements AutoCloseable {

  /**
   * Opens; what is being waited for and made is told on standard error.
   *
   * @param engineId the name of this engine, for what it writes
   * @throws io.mysimbdp.engine.failure.EngineException when Cassandra cannot be started or reached
   */
  static LedgerSession open(
      Home home, Installation installation, String engineId, InstantSource clock, Console console)
      throws InterruptedException {
    CassandraAccess access =
        CassandraAccess.open(
            installation.engine().cassandra(), home, message -> console.err().println(message));
    boolean isOpen = false;
    try {
      Ledger ledger =
          PlatformLedger.open(
              access.session(),
              installation,
              engineId,
              clock,
              message -> console.err().println(message));
      isOpen = true;
      return new LedgerSession(access, ledger);
    } finally {
      if (!isOpen) {
        access.close();
      }
    }
  }

  @Override
  public void close() {
    access.close();
  }
}
