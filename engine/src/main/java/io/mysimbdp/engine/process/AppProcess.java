package io.mysimbdp.engine.process;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.Start;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * An app in a process of its own. To whoever runs it, it is an app like any other: what the real
 * one asks for is asked of the context here, and what it throws is thrown here.
 *
 * <p><b>Threads.</b> {@code ingest} and {@code close} are called on one thread; the other methods
 * on any, at any time.
 */
public final class AppProcess implements ClientBatchIngestApp {

  private static final long LAST_WORDS_MILLIS = 1_000;

  /** Exit codes above are those of signals. */
  private static final int BY_SIGNAL = 128;

  private final Run run;
  private final Path jar;
  private final String apiVersion;
  private final Process process;
  private final ErrorLines errors;
  private final FrameReader in;
  private final FrameWriter out;
  private final Outbox outbox;
  private volatile @Nullable EngineException excess;
  private volatile boolean killed;
  private volatile @Nullable AppServer server;
  private volatile Duration cpuTime = Duration.ZERO;

  private AppProcess(Run run, Path jar, String apiVersion, Process process, Logger log) {
    this.run = run;
    this.jar = jar;
    this.apiVersion = apiVersion;
    this.process = process;
    String tenant = run.profile().id();
    this.errors = new ErrorLines(process.getErrorStream(), tenant, run.id(), log);
    this.in = new FrameReader(process.getInputStream(), FrameReader.LONGEST_BYTES);
    this.out = new FrameWriter(process.getOutputStream(), Integer.MAX_VALUE);
    this.outbox = new Outbox(tenant);
  }

  /**
   * Starts a process. It ends when closed or killed, or when this process ends.
   *
   * @param jar the path of the app's JAR, the only one in its folder
   * @param log where the app's lines go
   * @throws EngineException when it cannot be started
   */
  public static AppProcess start(ProcessLauncher launcher, Run run, Path jar, Logger log) {
    Process process = launcher.start(run.profile(), Path.of(run.tenantFolder()));
    return new AppProcess(run, jar, launcher.apiVersion(), process, log);
  }

  @Override
  public void ingest(BatchContext context) throws IOException, InterruptedException {
    Failures failures = new Failures();
    Failure failure;
    try {
      begin();
      AppServer serving =
          new AppServer(
              in, out, outbox, context, failures, run.profile().heapBytes(), this::tooManyThreads);
      server = serving;
      failure = serving.serve();
      cpuTime(); // While the process is there still.
    } catch (ProtocolException e) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "the process of the app broke the protocol: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw ended(e);
    }
    if (failure != null) {
      failures.rethrow(failure);
    }
  }

  private void begin() throws IOException {
    ByteArrayOutputStream serialized = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(serialized)) {
      objects.writeObject(run);
    }
    Start start = new Start(serialized.toByteArray(), jar.toString(), apiVersion);
    out.send(FrameKind.START, start::to);
  }

  private EngineException ended(IOException cause) {
    if (killed) {
      return new EngineException(FailureCode.CANCELLED, "the process of the app was killed", cause);
    }
    String how = "was closed";
    String why = "";
    try {
      if (process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
        how = "exit code " + process.exitValue();
        why = process.exitValue() > BY_SIGNAL ? memory() : "";
        errors.awaitEnd(LAST_WORDS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String words = errors.lastWords();
    return new EngineException(
        FailureCode.APP_FAILED,
        "the process of the app ended by itself, "
            + how
            + (words.isEmpty() ? "" : ": " + words)
            + why,
        cause);
  }

  private String memory() {
    return "; with heap = "
        + (run.profile().heapBytes() >> 20)
        + " MiB it may have been too little memory";
  }

  private void tooManyThreads(int count) {
    excess =
        new EngineException(
            FailureCode.APP_LEFT_THREADS,
            "the app has "
                + count
                + " threads, more than limits.threads = "
                + run.profile().confinement().threads());
  }

  /** Returns the limit that the process has broken; null when none. To be asked now and then. */
  public @Nullable EngineException excess() {
    Duration limit = run.profile().confinement().cpuTime();
    Duration used = cpuTime();
    if (excess == null && limit != null && used.compareTo(limit) > 0) {
      excess =
          new EngineException(
              FailureCode.APP_TIMED_OUT,
              "the batch took more CPU time than limits.batch.cpu-time = "
                  + limit.toSeconds()
                  + " s");
    }
    return excess;
  }

  /**
   * Returns the CPU time of the process up to now, as the operating system counts it: that of the
   * app, and of its JVM, which has to start, to compile and to collect garbage. What it took after
   * it was last asked for is missing when the process has ended by itself or was killed. Not in it
   * is what this process does for it, that is reading files and binding rows. Zero where the
   * operating system does not tell.
   */
  public Duration cpuTime() {
    // Of a process that has ended nothing is known any more.
    process.info().totalCpuDuration().ifPresent(used -> cpuTime = used);
    return cpuTime;
  }

  /**
   * Tells the app that its run is cancelled, and interrupts its threads; ends the process where
   * nothing of the app has run yet. Does not wait.
   */
  public void cancel() {
    AppServer serving = server;
    if (serving == null || !serving.hasBegun()) {
      kill();
      return;
    }
    outbox.send(() -> out.send(FrameKind.CANCEL));
  }

  /** Ends the process at once. */
  public void kill() {
    killed = true;
    cpuTime();
    end();
  }

  /** Whatever started the JVM, and whatever that has started, ends as well. */
  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends the process; the app has closed before, if it could. */
  @Override
  public void close() {
    outbox.close();
    cpuTime();
    end();
    try {
      errors.awaitEnd(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
