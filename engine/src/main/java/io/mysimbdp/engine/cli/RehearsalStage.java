package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Isolation;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.LogTap;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.rehearsal.Conditions;
import io.mysimbdp.engine.rehearsal.Contents;
import io.mysimbdp.engine.rehearsal.Leftovers;
import io.mysimbdp.engine.rehearsal.Line;
import io.mysimbdp.engine.rehearsal.Performance;
import io.mysimbdp.engine.rehearsal.Sample;
import io.mysimbdp.engine.rehearsal.Stage;
import io.mysimbdp.engine.report.Summary;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.sandbox.Sandbox;
import io.mysimbdp.engine.schedule.Step;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.terminal.StatusBlock;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The stage of a rehearsal: the engine itself, on a sandbox. */
final class RehearsalStage implements Stage {

  private static final List<String> PLACES = List.of("staging", "done", "refused", "rejects");
  private static final int COLLECTIONS = 10;
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(50);
  private static final Duration AGE = Duration.ofHours(1);

  private final Sandbox sandbox;
  private final RehearsalCassandra cassandra;
  private final Line line;
  private final Sample sample;
  private final LogTap tap;
  private final StopSignal calledOff;
  private final Map<String, String> environment;
  private final RehearsalConf conf;
  private final boolean isProcessOfItsOwn;
  private final ConcurrentLinkedQueue<WeakReference<ClassLoader>> loaders =
      new ConcurrentLinkedQueue<>();
  private int runs;
  private long records;
  private long plainRows;

  /**
   * Sets it up.
   *
   * @param line leads to that Cassandra
   * @param tap gets what the engine and the app say
   * @param calledOff stops whatever is under way when it is tripped
   */
  RehearsalStage(
      Sandbox sandbox,
      RehearsalCassandra cassandra,
      Line line,
      Sample sample,
      LogTap tap,
      StopSignal calledOff,
      Map<String, String> environment) {
    this.sandbox = sandbox;
    this.cassandra = cassandra;
    this.line = line;
    this.sample = sample;
    this.tap = tap;
    this.calledOff = calledOff;
    this.environment = Map.copyOf(environment);
    this.conf = new RehearsalConf(sandbox.home(), sandbox.tenant());
    this.isProcessOfItsOwn =
        sandbox.load(environment).registrations().get(0).requireProfile().confinement().isolation()
            == Isolation.PROCESS;
  }

  @Override
  public Sample sample() {
    return sample;
  }

  @Override
  public boolean isProcessOfItsOwn() {
    return isProcessOfItsOwn;
  }

  @Override
  public void clear() {
    cassandra.empty(sandbox.keyspaces().tables());
    forget();
  }

  @Override
  public void forget() {
    cassandra.empty(sandbox.keyspaces().ledger());
    try {
      for (String name : PLACES) {
        Path place = sandbox.folder().resolve(name);
        if (Files.isDirectory(place)) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
              Files.delete(file);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot empty " + sandbox.folder() + ": " + e, e);
    }
  }

  @Override
  public void stage(String name, byte[] content) {
    Path file = sandbox.folder().resolve("staging").resolve(name);
    try {
      Files.write(file, content);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(AGE)));
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot write " + file + ": " + e, e);
    }
  }

  @Override
  public Performance run(Conditions conditions, Cue at) throws InterruptedException {
    conf.write(conditions);
    Installation installation = sandbox.load(environment);
    StopSignal stop = new StopSignal();
    Watching watching = new Watching(at, () -> stop.trip("the engine was stopped"));
    long begin = System.nanoTime();
    TenantOutcome outcome;
    try (StopSignal.Subscription ignored = calledOff.passOnTo(stop);
        Milestones ignoredToo =
            Milestones.watch(watching::rows, expected(at), Pause.SLEEP, watching::passed)) {
      Summary summary =
          new EngineRun(
                  new Home(sandbox.home()),
                  installation,
                  Set.of(sandbox.tenant()),
                  null,
                  stop,
                  StatusBlock.off(),
                  watching)
              .run();
      outcome = summary.tenants().get(0);
    } catch (EngineException e) {
      // As when Cassandra is not there: the next run is to mend it.
      outcome = TenantOutcome.failed(sandbox.tenant(), e.getMessage());
    }
    runs++;
    if (plainRows == 0) {
      plainRows = outcome.counts().rowsWritten();
    }
    records += outcome.counts().recordsRead();
    String failure = outcome.failure();
    return new Performance(
        outcome.files(),
        failure == null ? null : sandbox.original(failure),
        watching.advanced.get(),
        watching.most.get(),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  /** The plain run is the first of all; where nothing is to happen, nothing has to be watched. */
  private long expected(Cue at) {
    return at == Cue.NONE || plainRows == 0 ? Long.MAX_VALUE / 4 : plainRows;
  }

  @Override
  public boolean killedAt(Step step, Conditions conditions) throws InterruptedException {
    conf.write(conditions);
    return new DoomedEngine(environment, calledOff).diesAt(step, sandbox.home());
  }

  @Override
  public Contents contents() {
    return cassandra.contents(sandbox.keyspaces().tables());
  }

  @Override
  public Line line() {
    return line;
  }

  @Override
  public Leftovers leftovers() throws InterruptedException {
    int left = lingering();
    for (int i = 0; i < COLLECTIONS && left > 0; i++) {
      System.gc();
      Pause.SLEEP.pause(BETWEEN_COLLECTIONS);
      left = lingering();
    }
    return new Leftovers(
        runs, tap.sentences(Event.THREADS_LEFT), left, loaders.size(), tap.appLines(), records);
  }

  private int lingering() {
    return (int) loaders.stream().filter(loader -> !loader.refersTo(null)).count();
  }

  /** Counts, and gives the cues. Safe for all threads. */
  private final class Watching implements Onlooker {

    private final Cue cue;
    private final Prompter prompter;
    private final ConcurrentLinkedQueue<RunCounters> counted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger advanced = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Watching(Cue cue, Prompter prompter) {
      this.cue = cue;
      this.prompter = prompter;
    }

    @Override
    public void loaded(PluginCatalog plugins) {
      plugins.plugins().forEach(each -> loaders.add(new WeakReference<>(each.classLoader())));
    }

    @Override
    public void began(Run run, RunCounters counters) {
      counted.add(counters);
      int running = now.incrementAndGet();
      most.accumulateAndGet(running, Math::max);
    }

    @Override
    public void ended(Run run, RunCounters counters, RunResult result) {
      now.decrementAndGet();
    }

    private long rows() {
      return counted.stream().mapToLong(each -> each.ownCounts().rowsWritten()).sum();
    }

    /** For an app that notes no position, this is as far as if it had. */
    private void passed() {
      if (advanced.get() == 0) {
        cue.reached(Step.ADVANCED, prompter);
      }
    }

    @Override
    public void reached(Step step) {
      if (step == Step.ADVANCED) {
        advanced.incrementAndGet();
      }
      cue.reached(step, prompter);
    }
  }
}
