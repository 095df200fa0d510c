package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.StreamOrder;
import io.mysimbdp.bulk.StreamOrder.Replica;
import io.mysimbdp.bulk.StreamOrder.TokenRange;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.dht.Murmur3Partitioner.LongToken;
import org.apache.cassandra.dht.Range;
import org.apache.cassandra.io.sstable.SSTableLoader;
import org.apache.cassandra.io.util.File;
import org.apache.cassandra.locator.InetAddressAndPort;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadataRef;
import org.apache.cassandra.streaming.StreamEvent;
import org.apache.cassandra.streaming.StreamEventHandler;
import org.apache.cassandra.streaming.StreamState;
import org.apache.cassandra.streaming.StreamingChannel;
import org.apache.cassandra.utils.OutputHandler;
import org.jspecify.annotations.Nullable;

/** Sends the SSTables of a table to the nodes that have its rows. For one thread at a time. */
final class NodeStream {

  private final TableFiles files;
  private final AtomicLong bytes = new AtomicLong();

  NodeStream(TableFiles files) {
    this.files = files;
  }

  /** Returns how many bytes were sent so far. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Sends those of a round.
   *
   * @param folder of the round
   * @throws IOException when not all nodes have all rows, by now; some may have, or will
   */
  void send(StreamOrder order, Path folder) throws IOException, InterruptedException {
    Path tables = files.tables(folder);
    if (!Files.isDirectory(tables)) {
      return;
    }
    // As by statements, the tenant's limits are those of the rows; the network has none.
    DatabaseDescriptor.setStreamThroughputOutboundBytesPerSec(0);
    SSTableLoader loader = new SSTableLoader(new File(tables), new Ring(order), new Strictness());
    try {
      StreamState state = loader.stream(Set.of(), new Progress()).get();
      if (state.hasFailedSession() || state.hasAbortedSession()) {
        throw new IOException("the stream to " + loader.getFailedHosts() + " broke off");
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "the stream to " + loader.getFailedHosts() + " failed: " + Failures.describe(cause), e);
    }
  }

  /** Which node has which tokens. */
  private final class Ring extends SSTableLoader.Client {

    private final StreamOrder order;
    private final TableMetadataRef table;

    Ring(StreamOrder order) {
      this.order = order;
      this.table =
          TableMetadataRef.forOfflineTools(
              files.table().unbuild().id(TableId.fromUUID(order.tableId())).build());
    }

    @Override
    public void init(String keyspace) {
      for (Replica replica : order.replicas()) {
        InetAddressAndPort node = address(replica);
        for (TokenRange range : replica.ranges()) {
          addRangeForEndpoint(
              new Range<>(new LongToken(range.start()), new LongToken(range.end())), node);
        }
      }
    }

    private static InetAddressAndPort address(Replica replica) {
      try {
        return InetAddressAndPort.getByNameOverrideDefaults(replica.address(), replica.port());
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("Expected an address, got " + replica.address(), e);
      }
    }

    @Override
    public StreamingChannel.Factory getConnectionFactory() {
      return new NodeConnections();
    }

    @Override
    public @Nullable TableMetadataRef getTableMetadata(String name) {
      return name.equals(table.name) ? table : null;
    }
  }

  /** The loader goes on without a file that it cannot read, and says so in words only. */
  private static final class Strictness implements OutputHandler {

    @Override
    public void output(String line) {
      if (line.startsWith("Skipping")) {
        throw new IllegalStateException(line);
      }
    }

    @Override
    public void debug(String line) {}

    @Override
    public void warn(String line) {
      throw new IllegalStateException(line);
    }

    @Override
    public void warn(Throwable thrown, String line) {
      throw new IllegalStateException(line, thrown);
    }
  }

  /** Counts what was sent. */
  private final class Progress implements StreamEventHandler {

    @Override
    public void handleStreamEvent(StreamEvent event) {
      if (event instanceof StreamEvent.ProgressEvent progress) {
        bytes.addAndGet(progress.progress.deltaBytes);
      }
    }

    @Override
    public void onSuccess(@Nullable StreamState state) {}

    @Override
    public void onFailure(Throwable thrown) {}
  }
}
