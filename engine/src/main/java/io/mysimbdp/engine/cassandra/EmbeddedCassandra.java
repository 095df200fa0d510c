package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.machine.HomeLock;
import io.mysimbdp.engine.machine.ProcessId;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The embedded server of one installation folder: starts it, finds it again, stops it. Holds no
 * state of its own; what runs is written down in the folder. Safe for several threads and
 * processes, which wait for each other.
 */
public final class EmbeddedCassandra {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private static final HomeLock.Purpose LOCK =
      new HomeLock.Purpose("Cassandra", FailureCode.CASSANDRA_START);

  private final Path libraries;
  private final ServerFiles files;
  private final NodeFile nodeFile;
  private final CassandraConfig.Embedded settings;
  private final Requirements requirements;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final Ports ports;

  /**
   * Names the server of a folder; nothing is started yet.
   *
   * @param libraries the folder with the server's JARs
   * @param folder where its configuration, data and logs are
   * @param settings address, ports and sizes
   * @param nanoTime a monotonic clock
   * @param pause waits between two looks
   */
  public EmbeddedCassandra(
      Path libraries,
      Path folder,
      CassandraConfig.Embedded settings,
      LongSupplier nanoTime,
      Pause pause) {
    this.libraries = libraries;
    this.files = new ServerFiles(folder);
    this.nodeFile = new NodeFile(files.state());
    this.settings = settings;
    this.requirements = new Requirements(settings);
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.ports = new Ports(loopback(settings.address()));
  }

  /** A server in use by this process, until closed. */
  public interface Use extends AutoCloseable {
    /** Returns the server. */
    Node node();

    /**
     * Ends the use; stops the server when nobody else uses it and it was not started to be kept.
     */
    @Override
    void close();
  }

  /** Returns the server, when it is alive and answers. */
  public Optional<Node> running() {
    return state().map(NodeState::node).filter(node -> ports.answers(node.port()));
  }

  /**
   * Returns how the running server is managed; nothing when none runs, or it was started by an
   * engine that knew no password for that.
   */
  public Optional<ManagementLogin> management() {
    return state().map(NodeState::node).flatMap(files.passwords()::login);
  }

  /**
   * Starts the server, to be kept until it is stopped; one that runs already is kept from now on.
   *
   * @param progress hears what is being waited for
   * @throws EngineException when it cannot be started
   */
  public Node start(Consumer<String> progress) {
    files.create();
    try (HomeLock ignored = lock(progress)) {
      NodeState state = runningOrLaunched(progress).keep();
      nodeFile.write(state);
      return state.node();
    }
  }

  /**
   * Uses the server that runs, or starts one.
   *
   * @param progress hears what is being waited for
   * @throws EngineException when it cannot be started
   */
  public Use use(Consumer<String> progress) {
    files.create();
    ProcessId self = ProcessId.self();
    try (HomeLock ignored = lock(progress)) {
      NodeState state = runningOrLaunched(progress).with(self);
      nodeFile.write(state);
      return new Use() {
        @Override
        public Node node() {
          return state.node();
        }

        @Override
        public void close() {
          leave(self, progress);
        }
      };
    }
  }

  /**
   * Stops the server, whoever uses it.
   *
   * @param progress hears what is being waited for
   * @return false when none was running
   */
  public boolean stop(Consumer<String> progress) {
    if (state().isEmpty()) {
      return false;
    }
    try (HomeLock ignored = lock(progress)) {
      Optional<NodeState> state = state();
      state.ifPresent(running -> terminate(running.node(), progress));
      return state.isPresent();
    }
  }

  private void leave(ProcessId self, Consumer<String> progress) {
    try (HomeLock ignored = lock(progress)) {
      Optional<NodeState> found = state();
      if (found.isEmpty()) {
        return;
      }
      NodeState rest = found.get().without(self);
      if (rest.kept() || !rest.users().isEmpty()) {
        nodeFile.write(rest);
      } else {
        terminate(rest.node(), progress);
      }
    }
  }

  /** Returns what is written down, when that process is alive; forgets it otherwise. */
  private Optional<NodeState> state() {
    return nodeFile.read().filter(state -> processOf(state.node()).isAlive());
  }

  private static ProcessId processOf(Node node) {
    return new ProcessId(node.pid(), node.startedAt());
  }

  private HomeLock lock(Consumer<String> progress) {
    return HomeLock.take(files.lock(), LOCK, settings.startTimeout(), pause, progress);
  }

  private NodeState runningOrLaunched(Consumer<String> progress) {
    Optional<NodeState> found = state();
    if (found.isEmpty()) {
      return launch(progress);
    }
    // Whoever started it may have died before it answered.
    Node node = found.get().node();
    processOf(node)
        .handle()
        .filter(process -> !ports.answers(node.port()))
        .ifPresent(process -> awaitAnswer(process, node, () -> true, progress));
    return found.get();
  }

  private NodeState launch(Consumer<String> progress) {
    requirements.check(files);
    int port = ports.cql(settings.port());
    try {
      return launch(port, progress);
    } catch (EngineException e) {
      if (settings.port() != 0 || ports.isFree(port)) {
        throw e;
      }
      // Another server was starting as well, and has been the first to take it.
      progress.accept("Port " + port + " was taken meanwhile; another one is tried");
      return launch(ports.any(), progress);
    }
  }

  private NodeState launch(int port, Consumer<String> progress) {
    int storagePort = ports.any();
    int jmxPort = ports.any();
    ServerCommand command =
        new ServerCommand(libraries, files, settings.heapBytes(), settings.jvmOptions());
    ProcessBuilder builder = new ProcessBuilder(command.build(jmxPort));
    files.writeConfiguration(settings.address(), port, storagePort, settings.authentication());
    ServerCommand.keepOnlyWhatItNeeds(builder.environment());
    builder.directory(files.folder().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(files.output().toFile());
    StartLog log = StartLog.from(files.log());
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CASSANDRA_START, "Cassandra cannot be started: " + e.getMessage(), e);
    }
    ProcessId id = ProcessId.of(process.toHandle());
    NodeState state =
        new NodeState(
            new Node(id.pid(), id.startedAt(), settings.address(), port, storagePort, jmxPort),
            false,
            Set.of());
    // Written down before it answers: after a crash of ours it can still be found and stopped.
    nodeFile.write(state);
    progress.accept("Starting Cassandra on " + state.node().endpoint());
    awaitAnswer(process.toHandle(), state.node(), log::isComplete, progress);
    return state;
  }

  /**
   * Waits for a server.
   *
   * @param isUp whether it says so itself: on its port somebody else may answer
   */
  private void awaitAnswer(
      ProcessHandle process, Node node, BooleanSupplier isUp, Consumer<String> progress) {
    long begin = nanoTime.getAsLong();
    Duration reported = Duration.ZERO;
    try {
      while (!(ports.answers(node.port()) && isUp.getAsBoolean())) {
        Duration waited = Duration.ofNanos(nanoTime.getAsLong() - begin);
        if (!process.isAlive()) {
          nodeFile.delete();
          throw new EngineException(
              FailureCode.CASSANDRA_START,
              "Cassandra ended during its start: "
                  + StartFailure.reason(files)
                  + " (log: "
                  + files.logs()
                  + ")");
        }
        if (waited.compareTo(settings.startTimeout()) > 0) {
          terminate(node, progress);
          throw new EngineException(
              FailureCode.CASSANDRA_START,
              "Cassandra does not answer on "
                  + node.endpoint()
                  + " after cassandra.embedded.start-timeout = "
                  + settings.startTimeout().toSeconds()
                  + " s (log: "
                  + files.logs()
                  + ")");
        }
        if (waited.minus(reported).compareTo(REPORT_EVERY) >= 0) {
          reported = waited;
          progress.accept(
              "Waiting for Cassandra on "
                  + node.endpoint()
                  + ", "
                  + waited.toSeconds()
                  + " s so far");
        }
        pause.pause(INTERVAL);
      }
    } catch (InterruptedException e) {
      terminate(node, progress);
      Thread.currentThread().interrupt();
      throw new EngineException(
          FailureCode.CANCELLED, "Interrupted while Cassandra was starting", e);
    }
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - begin);
    progress.accept(
        "Cassandra is up on "
            + node.endpoint()
            + " after "
            + String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0));
  }

  private void terminate(Node node, Consumer<String> progress) {
    Optional<ProcessHandle> process = processOf(node).handle();
    if (process.isPresent()) {
      progress.accept("Stopping Cassandra");
      process.get().destroy();
      if (!awaitEnd(process.get())) {
        progress.accept(
            "Cassandra did not stop within " + STOP_TIMEOUT.toSeconds() + " s and is killed");
        process.get().destroyForcibly();
        awaitEnd(process.get());
      }
    }
    nodeFile.delete();
  }

  private boolean awaitEnd(ProcessHandle process) {
    boolean interrupted = false;
    for (long tries = STOP_TIMEOUT.dividedBy(INTERVAL); tries > 0 && process.isAlive(); tries--) {
      try {
        pause.pause(INTERVAL);
      } catch (InterruptedException e) {
        // A server half stopped helps nobody: this wait is bounded anyway.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive();
  }

  private static InetAddress loopback(String address) {
    try {
      InetAddress resolved = InetAddress.getByName(address);
      if (!resolved.isLoopbackAddress()) {
        throw new EngineException(
            FailureCode.CONFIG_INVALID,
            "The embedded Cassandra listens on a loopback address only, not on "
                + address
                + " (cassandra.embedded.address)");
      }
      return resolved;
    } catch (UnknownHostException e) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "Unknown address " + address + " (cassandra.embedded.address)",
          e);
    }
  }
}
