package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.machine.HomeLock;
import io.mysimbdp.engine.machine.ProcessId;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A Spark cluster on this machine, of one folder: a master and workers that go on when this process
 * ends. Holds no state of its own; what runs is written down in the folder. Safe for several
 * threads and processes, which wait for each other.
 */
public final class StandaloneCluster {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private static final HomeLock.Purpose LOCK =
      new HomeLock.Purpose("Spark", FailureCode.CLUSTER_UNREACHABLE);

  /** What a worker logs when the master has answered. */
  private static final String JOINED = "Successfully registered with master";

  /** What a master logs that has not got one of its ports. */
  private static final String PORT_TAKEN = "Address already in use";

  private final DaemonCommand command;
  private final ClusterFiles files;
  private final Duration startTimeout;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * Names the cluster of a folder; nothing is started yet.
   *
   * @param home the folder of a Spark, with its {@code jars}
   * @param folder where logs and work of the cluster are
   * @param startTimeout how long its start may take
   * @param nanoTime a monotonic clock
   * @param pause waits between two looks
   */
  public StandaloneCluster(
      Path home, Path folder, Duration startTimeout, LongSupplier nanoTime, Pause pause) {
    this.files = new ClusterFiles(folder);
    this.command = new DaemonCommand(home, files);
    this.startTimeout = startTimeout;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Returns how the cluster stands; nothing when none of its processes is alive.
   *
   * @throws EngineException when interrupted
   */
  public Optional<ClusterStatus> status() {
    return living().map(this::status);
  }

  /**
   * Starts a cluster. Of one that is there, what is missing is started, and it keeps its size.
   *
   * @param progress hears what is being waited for
   * @throws EngineException when it cannot be started; what was started by this call is stopped
   */
  public ClusterStatus start(ClusterSize size, Consumer<String> progress) {
    command.checkHome();
    files.create();
    try (HomeLock ignored = lock(progress)) {
      Optional<ClusterState> found = living();
      if (found.filter(ClusterState::isWhole).isPresent()) {
        return status(awaitJoined(found.get(), List.of()));
      }
      if (found.isPresent()) {
        return complete(found.get(), progress);
      }
      try {
        return complete(fresh(size), progress);
      } catch (EngineException e) {
        if (!LogTail.has(files.masterLog(), PORT_TAKEN)) {
          throw e;
        }
        // Somebody else has been the first to take a port that was free.
        progress.accept("A port was taken meanwhile; another one is tried");
        return complete(fresh(size), progress);
      }
    }
  }

  /**
   * Stops master and workers, and with them their executors.
   *
   * @param progress hears what is being waited for
   * @return false when none was running
   */
  public boolean stop(Consumer<String> progress) {
    if (!files.exists()) {
      return false;
    }
    try (HomeLock ignored = lock(progress)) {
      Optional<ClusterState> found = living();
      found.ifPresent(
          state -> {
            progress.accept("Stopping Spark");
            end(state.processes(), progress);
          });
      files.clear();
      return found.isPresent();
    }
  }

  private HomeLock lock(Consumer<String> progress) {
    return HomeLock.take(files.lock(), LOCK, startTimeout, pause, progress);
  }

  private Optional<ClusterState> living() {
    return files.read().map(ClusterState::living).filter(state -> !state.processes().isEmpty());
  }

  private ClusterState fresh(ClusterSize size) {
    files.clear();
    files.create();
    int port = FreePorts.choose(size.port());
    return ClusterState.planned(
        new ClusterSize(size.workers(), size.cores(), size.memoryMib(), port), FreePorts.choose(0));
  }

  private ClusterStatus complete(ClusterState before, Consumer<String> progress) {
    progress.accept("Starting Spark on " + before.url());
    long begin = nanoTime.getAsLong();
    List<ProcessId> started = new ArrayList<>();
    try {
      ClusterState state = awaitJoined(launchMissing(before, started), started);
      double seconds = Duration.ofNanos(nanoTime.getAsLong() - begin).toMillis() / 1000.0;
      progress.accept(String.format(Locale.ROOT, "Spark is up after %.1f s", seconds));
      return status(state);
    } catch (EngineException e) {
      end(started, progress);
      throw e;
    }
  }

  /**
   * Starts what is missing. Each is written down at once: after a crash of ours it can be found.
   */
  private ClusterState launchMissing(ClusterState before, List<ProcessId> started) {
    ClusterState state = before;
    if (state.master().isEmpty()) {
      ProcessId master = launch(command.master(state), files.masterLog());
      started.add(master);
      state = state.withMaster(master);
      files.write(state);
      // A worker that finds no master looks again only after 5 to 15 s.
      awaitMaster(state);
    }
    for (int i = 0; i < state.workers().size(); i++) {
      if (state.workers().get(i).isEmpty()) {
        ProcessId worker = launch(command.worker(i, state), files.workerLog(i));
        started.add(worker);
        state = state.withWorker(i, worker);
        files.write(state);
      }
    }
    return state;
  }

  private ProcessId launch(List<String> line, Path log) {
    ProcessBuilder builder = new ProcessBuilder(line);
    command.fill(builder.environment());
    builder.directory(files.folder().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return ProcessId.of(process.toHandle());
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CLUSTER_UNREACHABLE, "Spark cannot be started: " + e.getMessage(), e);
    }
  }

  private void awaitMaster(ClusterState state) {
    await(
        state,
        () -> page(state).isPresent(),
        () -> {
          if (state.master().filter(ProcessId::isAlive).isEmpty()) {
            throw dead("The master", files.masterLog());
          }
        });
  }

  private ClusterState awaitJoined(ClusterState state, List<ProcessId> started) {
    await(state, () -> hasAll(state) && haveJoined(state, started), () -> refuseDead(state));
    return state;
  }

  private void await(ClusterState state, BooleanSupplier condition, Runnable check) {
    long begin = nanoTime.getAsLong();
    while (!condition.getAsBoolean()) {
      check.run();
      if (nanoTime.getAsLong() - begin > startTimeout.toNanos()) {
        throw new EngineException(
            FailureCode.CLUSTER_UNREACHABLE,
            "Spark is not complete on "
                + state.url()
                + " after "
                + startTimeout.toSeconds()
                + " s (logs: "
                + files.logs()
                + "). The master's says last:"
                + LogTail.of(files.masterLog()));
      }
      try {
        pause.pause(INTERVAL);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private static boolean hasAll(ClusterState state) {
    return page(state)
        .filter(page -> page.alive() && page.workers() >= state.size().workers())
        .isPresent();
  }

  /**
   * Tells whether workers that were started say that the master knows them: it may count the ones
   * that they replace, for a moment.
   */
  private boolean haveJoined(ClusterState state, List<ProcessId> started) {
    for (int i = 0; i < state.workers().size(); i++) {
      boolean isNew = state.workers().get(i).filter(started::contains).isPresent();
      if (isNew && !LogTail.has(files.workerLog(i), JOINED)) {
        return false;
      }
    }
    return true;
  }

  private void refuseDead(ClusterState state) {
    if (state.master().filter(ProcessId::isAlive).isEmpty()) {
      throw dead("The master", files.masterLog());
    }
    for (int i = 0; i < state.workers().size(); i++) {
      if (state.workers().get(i).filter(ProcessId::isAlive).isEmpty()) {
        throw dead("Worker " + (i + 1), files.workerLog(i));
      }
    }
  }

  private static EngineException dead(String who, Path log) {
    return new EngineException(
        FailureCode.CLUSTER_UNREACHABLE,
        who + " of Spark ended during its start (log: " + log + "):" + LogTail.of(log));
  }

  private ClusterStatus status(ClusterState state) {
    Optional<MasterPage> page = page(state);
    return new ClusterStatus(
        state.url(),
        MasterPage.address(state.pagePort()),
        state.size(),
        state.master(),
        state.workers().stream().flatMap(Optional::stream).toList(),
        page.map(MasterPage::workers).orElse(0),
        page.map(MasterPage::applications).orElse(0));
  }

  /** Asks the master; one that has another address is another installation's. */
  private static Optional<MasterPage> page(ClusterState state) {
    if (state.master().isEmpty()) {
      return Optional.empty();
    }
    try {
      return MasterPage.of(state.pagePort()).filter(page -> page.url().equals(state.url()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void end(List<ProcessId> processes, Consumer<String> progress) {
    List<ProcessHandle> handles =
        processes.stream().map(ProcessId::handle).flatMap(Optional::stream).toList();
    // Executors are children of workers, and may outlive one that has to be killed.
    List<ProcessHandle> children = handles.stream().flatMap(ProcessHandle::descendants).toList();
    handles.forEach(ProcessHandle::destroy);
    if (!awaitEnd(handles)) {
      progress.accept("Spark did not stop within " + STOP_TIMEOUT.toSeconds() + " s and is killed");
      handles.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(handles);
    }
    children.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(children);
  }

  private boolean awaitEnd(List<ProcessHandle> processes) {
    boolean interrupted = false;
    boolean alive = processes.stream().anyMatch(ProcessHandle::isAlive);
    for (long tries = STOP_TIMEOUT.dividedBy(INTERVAL); tries > 0 && alive; tries--) {
      try {
        pause.pause(INTERVAL);
      } catch (InterruptedException e) {
        // A cluster half stopped helps nobody: this wait is bounded anyway.
        interrupted = true;
      }
      alive = processes.stream().anyMatch(ProcessHandle::isAlive);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !alive;
  }

  private static EngineException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EngineException(FailureCode.CANCELLED, "Interrupted while waiting for Spark", e);
  }
}
