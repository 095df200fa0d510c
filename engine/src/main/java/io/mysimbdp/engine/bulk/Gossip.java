package io.mysimbdp.engine.bulk;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes say of each other. Files are sent to those that have the tokens; a node that is
 * about to get tokens, which by statements gets the rows as well, would not have them. Safe for
 * several threads.
 */
final class Gossip {

  private static final String STATES =
      "SELECT address, port, status, status_with_port FROM system_views.gossip_info";

  /** Of a node that has its tokens, and is not about to change them. */
  private static final String SETTLED = "NORMAL";

  /** Of nodes that are none any more, and are spoken of for some days. */
  private static final Set<String> GONE = Set.of("LEFT", "removed");

  private static final Pattern COMMA = Pattern.compile(",");

  private final CqlSession session;

  Gossip(CqlSession session) {
    this.session = session;
  }

  /**
   * Checks that no node keeps files from being sent.
   *
   * @throws EngineException when one does; the message says which, and why
   */
  void requireSettled() {
    Set<String> nodes = new HashSet<>();
    try {
      for (Row row : session.execute(STATES)) {
        InetAddress address = Objects.requireNonNull(row.getInetAddress("address"));
        String node = address.getHostAddress() + ":" + row.getInt("port");
        String status = status(row);
        if (GONE.contains(status)) {
          continue;
        }
        if (!status.equals(SETTLED)) {
          throw refused("node " + node + " is in state " + status + ", expected " + SETTLED);
        }
        nodes.add(node);
      }
    } catch (DriverException e) {
      throw refused("the states of the nodes cannot be read: " + e.getMessage());
    }
    int known = session.getMetadata().getNodes().size();
    if (nodes.size() != known) {
      throw refused(
          String.format(
              Locale.ROOT,
              "the cluster speaks of %d nodes, but %d are known",
              nodes.size(),
              known));
    }
  }

  private static EngineException refused(String reason) {
    return new EngineException(FailureCode.CASSANDRA_WRITE, reason);
  }

  /** The first word of what a node says of itself. */
  private static String status(Row row) {
    @Nullable String status = row.getString("status_with_port");
    if (status == null) {
      status = row.getString("status");
    }
    return status == null ? "unknown" : COMMA.split(status, -1)[0];
  }
}
