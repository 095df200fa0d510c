package io.mysimbdp.engine.executor;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.HandOver;
import io.mysimbdp.engine.bulk.NodeStreams;
import io.mysimbdp.engine.bulk.ServerDoor;
import io.mysimbdp.engine.bulk.TableImport;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.LineRelay;
import io.mysimbdp.engine.log.RelayedLine;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.process.ProcessLauncher;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunProgress;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.session.SessionOpener;
import io.mysimbdp.engine.session.TenantSessions;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.engine.share.FairRate;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.engine.share.TenantShares;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.engine.worker.LocalWorker;
import io.mysimbdp.spark.EngineSeat;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of the engine together that an executor needs: a session, a worker, shares. The
 * session is opened with the first run, and tried again by the next one where it cannot be.
 */
final class ExecutorEngine implements EngineSeat {

  private static final String ENGINE = "engine";
  private static final String CASSANDRA = "cassandra";
  private static final String JARS = "tenant-jars";
  private static final String BULK = "bulk";

  private final ExecutorSettings settings;
  private final Path libraries;
  private final LineRelay lines = LineRelay.install();
  private final RunDesk desk = new RunDesk();
  private final ShippedPlugins plugins;
  private final FairPermits permits;
  private final TenantShares shares;
  private final ScheduledThreadPoolExecutor timer;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Open open;

  private record Open(CqlSession session, TenantSessions sessions, LocalWorker worker) {}

  /**
   * Takes the seat.
   *
   * @param libraries the folder with what was sent along
   */
  ExecutorEngine(ExecutorSettings settings, JarSource jars, Path libraries) {
    this.settings = settings;
    this.libraries = libraries;
    this.plugins = new ShippedPlugins(libraries.resolve(JARS), settings.apiVersion(), jars);
    this.permits =
        new FairPermits(
            settings.cassandra().inFlightRequests(),
            settings.cassandra().inFlightBytes(),
            System::nanoTime);
    this.shares =
        new TenantShares(
            permits,
            Rates.UNLIMITED,
            System::nanoTime,
            FairRate.Waiting.REAL,
            any -> TenantMeter.NONE);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "write-retries");
              thread.setDaemon(true);
              return thread;
            });
    timer.prestartAllCoreThreads();
  }

  @Override
  public byte[] execute(byte[] order) {
    RunOrder ordered = Wire.read(order, RunOrder.class);
    Run run = ordered.run();
    apply(ordered.platform());
    shares.update(run.profile(), ordered.terms());
    RunDesk.Place place = desk.begin(run);
    try {
      RunResult result = execute(run, place);
      return Wire.bytes(new RunEnd(result, place.counters().progress(), lines.take()));
    } finally {
      desk.end(place);
    }
  }

  private RunResult execute(Run run, RunDesk.Place place) {
    try {
      return opened().worker().execute(run, place.stop(), place.counters());
    } catch (EngineException e) {
      return run.notRun(e.code(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return run.notRun(FailureCode.CANCELLED, "the executor is stopping");
    }
  }

  private void apply(PlatformTerms terms) {
    permits.limit(terms.requests(), terms.bytes());
    shares.platform(terms.rates());
  }

  private Open opened() throws InterruptedException {
    opening.lockInterruptibly();
    try {
      Open known = open;
      if (known == null) {
        known = open();
        open = known;
      }
      return known;
    } finally {
      opening.unlock();
    }
  }

  private Open open() throws InterruptedException {
    SessionOpener opener = new SessionOpener(System::nanoTime, Pause.SLEEP);
    List<InetSocketAddress> nodes = SessionOpener.addresses(settings.contactPoints());
    CqlSession session = opener.open(settings.cassandra(), nodes);
    TenantSessions sessions =
        new TenantSessions(
            session, settings.cassandra(), nodes, opener, System::nanoTime, Pause.SLEEP);
    LocalWorker worker =
        new LocalWorker(
            plugins,
            sessions,
            timer,
            System::nanoTime,
            () -> ThreadLocalRandom.current().nextDouble(),
            settings.grace(),
            shares,
            new ProcessLauncher(
                settings.processLauncher(),
                settings.apiVersion(),
                libraries.resolve(ENGINE).resolve("*").toString()),
            bulk(session),
            StagingAreas.files(settings.staging()));
    return new Open(session, sessions, worker);
  }

  private @Nullable BulkSite bulk(CqlSession session) {
    BulkAccess access = settings.bulk();
    if (access instanceof BulkAccess.Embedded embedded) {
      ServerDoor door = new ServerDoor(embedded.port(), embedded.user(), embedded.password());
      return bulk(embedded, Path.of(embedded.folder()), new TableImport(() -> Optional.of(door)));
    }
    return access instanceof BulkAccess.Streaming streaming
        ? bulk(streaming, libraries.resolve(BULK), new NodeStreams(session))
        : null;
  }

  private BulkSite bulk(BulkAccess access, Path folder, HandOver handOver) {
    Path sent = libraries.resolve(CASSANDRA);
    return BulkSite.of(
        Files.isDirectory(sent) ? sent : Path.of(access.libraries()),
        folder,
        handOver,
        System::nanoTime);
  }

  @Override
  public byte @Nullable [] report() {
    Map<String, RunProgress> progress = desk.progress();
    List<RelayedLine> logged = lines.take();
    return progress.isEmpty() && logged.isEmpty()
        ? null
        : Wire.bytes(new ExecutorReport(progress, logged));
  }

  @Override
  public void told(byte[] notice) {
    ExecutorNotice now = Wire.read(notice, ExecutorNotice.class);
    apply(now.platform());
    now.tenants().forEach(shares::update);
    desk.cancel(now.cancelled());
  }

  @Override
  public void abandon(String reason) {
    desk.each(stop -> stop.trip(new EngineException(FailureCode.LEASE_LOST, reason)));
  }

  @Override
  public void close() {
    desk.each(
        stop ->
            stop.trip(
                new EngineException(FailureCode.EXECUTOR_LOST, "the executor was told to end")));
    Open known = open;
    if (known != null) {
      known.sessions().close();
      known.session().close();
    }
    timer.shutdownNow();
    plugins.close();
  }
}
