package io.mysimbdp.engine.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Some nodes of one cluster, at 127.0.0.1, 127.0.0.2 and so on; killed and deleted when closed. Not
 * for use by several threads.
 */
public final class CassandraCluster implements AutoCloseable {

  private static final long HEAP_BYTES = 400L << 20;
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final int storagePort;
  private final int port;

  /** Names a cluster without nodes. */
  public CassandraCluster() throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    folder = Files.createTempDirectory(target, "cluster-");
    Ports ports = new Ports(address(0));
    storagePort = ports.any();
    port = ports.any();
  }

  private static InetAddress address(int node) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (node + 1)});
  }

  /**
   * Tells whether this machine has the addresses for so many nodes; a Mac has one of them, unless
   * told otherwise.
   */
  public static boolean isPossible(int nodes) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address(nodes - 1), 0));
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  /** Returns a folder beside those of the nodes. */
  public Path folder() {
    return folder;
  }

  /** Returns the folder for JARs with triggers. */
  public Path triggers() throws IOException {
    return Files.createDirectories(folder.resolve("triggers"));
  }

  /** Starts one more node, and waits until it has its tokens. */
  public void addNode() throws IOException, InterruptedException {
    int number = processes.size();
    ServerFiles files = new ServerFiles(folder.resolve("node-" + (number + 1)));
    files.create();
    files.writeConfiguration(address(number).getHostAddress(), port, storagePort, false);
    String seed = "seeds: \"" + address(0).getHostAddress() + ":" + storagePort + "\"";
    Files.writeString(
        files.configuration(),
        Files.readString(files.configuration()).replaceAll("seeds: \"[^\"]*\"", seed)
            + "\nmaterialized_views_enabled: true\ncdc_enabled: true\n"
            // The rows of each test go into a keyspace made after all nodes are there.
            + "auto_bootstrap: false\n");
    List<String> options = new ArrayList<>(CassandraServer.QUICK_START);
    options.add("-Dcassandra.enable_nodelocal_queries=true");
    options.add("-Dcassandra.triggers_dir=" + triggers());
    ProcessBuilder builder =
        new ProcessBuilder(
            new ServerCommand(CassandraServer.libraries(), files, HEAP_BYTES, options)
                .build(new Ports(address(0)).any()));
    ServerCommand.keepOnlyWhatItNeeds(builder.environment());
    StartLog log = StartLog.from(files.log());
    Process process =
        builder
            .directory(files.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(files.output().toFile())
            .start();
    processes.add(process);
    long begin = System.nanoTime();
    while (!log.isComplete()) {
      if (!process.isAlive() || System.nanoTime() - begin > START_LIMIT.toNanos()) {
        throw new IOException(
            "node " + (number + 1) + " has not started: " + StartFailure.reason(files));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Kills a node, from 0. */
  public void kill(int node) throws InterruptedException {
    processes.get(node).destroyForcibly().waitFor();
  }

  /** Opens a session that knows all nodes, and they each other; to be closed before this. */
  public CqlSession open() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      CqlSession session = connect();
      if (isSettled(session)) {
        return session;
      }
      session.close();
      if (System.nanoTime() - begin > START_LIMIT.toNanos()) {
        throw new IOException("the nodes do not know each other");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** A node has started before all others have heard of it. */
  private boolean isSettled(CqlSession session) {
    long normal =
        session.execute("SELECT status_with_port FROM system_views.gossip_info").all().stream()
            .map(row -> row.getString(0))
            .filter(status -> status != null && status.startsWith("NORMAL"))
            .count();
    return normal == processes.size()
        && session.getMetadata().getNodes().size() == processes.size();
  }

  private CqlSession connect() throws IOException {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(address(0), port))
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, PATIENCE)
                .build())
        .build();
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.onExit().join();
    }
    Folders.deleteAll(folder);
  }
}
