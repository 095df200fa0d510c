package io.mysimbdp.acceptance;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.CassandraServer;
import java.net.InetSocketAddress;

/** The one Cassandra that the tests of this module share, and how an installation reaches it. */
final class SharedCassandra {

  private SharedCassandra() {}

  /** Returns the lines of engine.conf that lead to the server. */
  static String[] conf(String platformKeyspace) {
    InetSocketAddress node = CassandraServer.contactPoint();
    return new String[] {
      "platform-keyspace = " + platformKeyspace,
      "cassandra {",
      "  contact-points = [\"" + node.getHostString() + ":" + node.getPort() + "\"]",
      "  local-datacenter = datacenter1",
      "}"
    };
  }

  static CqlSession session() {
    return CassandraServer.session();
  }

  /** Returns the number of rows of a table, as Cassandra counts them. */
  static long count(String table) {
    return session()
        .execute(
            com.datastax.oss.driver.api.core.cql.SimpleStatement.newInstance(
                    "SELECT count(*) FROM " + table)
                .setTimeout(java.time.Duration.ofMinutes(1)))
        .one()
        .getLong(0);
  }
}
