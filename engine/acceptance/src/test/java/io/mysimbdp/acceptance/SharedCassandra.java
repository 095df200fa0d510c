package io.mysimbdp.acceptance;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.mysimbdp.engine.CassandraServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/** The one Cassandra that the tests of this module share, and how an installation reaches it. */
final class SharedCassandra {

  private static volatile boolean used;

  private SharedCassandra() {}

  /** Returns the lines of engine.conf that lead to the server. */
  static String[] conf(String platformKeyspace) {
    used = true;
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
    used = true;
    return CassandraServer.session();
  }

  /** Drops all keyspaces but Cassandra's own; does not start a server for it. */
  static void clean() {
    if (!used) {
      return;
    }
    for (Row row : session().execute("SELECT keyspace_name FROM system_schema.keyspaces")) {
      String keyspace = Objects.requireNonNull(row.getString("keyspace_name"));
      if (!keyspace.startsWith("system")) {
        session().execute("DROP KEYSPACE " + CqlIdentifier.fromInternal(keyspace).asCql(true));
      }
    }
  }

  /** Returns the number of rows of a table, as Cassandra counts them. */
  static long count(String table) {
    return session()
        .execute(
            SimpleStatement.newInstance("SELECT count(*) FROM " + table)
                .setTimeout(Duration.ofMinutes(1)))
        .one()
        .getLong(0);
  }
}
