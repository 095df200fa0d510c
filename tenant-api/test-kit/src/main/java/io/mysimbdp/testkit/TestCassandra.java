package io.mysimbdp.testkit;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;

/**
 * A real Cassandra, and a keyspace in it that belongs to one test. Given to tests by {@link
 * WithCassandra}. For one thread; the session is safe for several.
 */
public final class TestCassandra {

  private final SharedServer server;
  private final String keyspace;
  private final CqlSession session;

  TestCassandra(SharedServer server, String keyspace) {
    this.server = server;
    this.keyspace = keyspace;
    this.session = server.newSession(keyspace);
  }

  /** Returns the keyspace of this test; the tables of the app are made in it. */
  public String keyspace() {
    return keyspace;
  }

  /** Returns a session in the keyspace of this test, with all rights. It need not be closed. */
  public CqlSession session() {
    return session;
  }

  /** Returns where the server listens, for a client of one's own. */
  public InetSocketAddress contactPoint() {
    return server.contactPoint();
  }

  /**
   * Gives a batch to the app by {@code engine run}, with nothing left out: the app comes from a JAR
   * and runs in a class loader of its own, files are admitted and moved, the ledger knows them. To
   * run the same content twice in one test is to find a duplicate.
   *
   * @return what became of it; its rows are in Cassandra
   * @throws IllegalArgumentException when the profile is wrong, by file and line
   * @throws IllegalStateException when the engine could not begin; the message says why
   */
  public BatchResult run(TestBatch batch) {
    return new EngineCall(this, batch).run();
  }

  /** Ends its use, and drops what belongs to this test. */
  void drop() {
    session.close();
    server.drop(keyspace);
  }
}
