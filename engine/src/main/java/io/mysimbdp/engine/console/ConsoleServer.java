package io.mysimbdp.engine.console;

import io.mysimbdp.engine.config.WebConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console of an engine, as its web server serves it until closed. Safe for several threads. */
public final class ConsoleServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

  private final @Nullable WebServer web;
  private final ScheduledExecutorService sampler;

  private ConsoleServer(@Nullable WebServer web, ScheduledExecutorService sampler) {
    this.web = web;
    this.sampler = sampler;
  }

  /**
   * Starts the console, if it is to be served. An engine without one does its work all the same, so
   * that whatever goes wrong is only logged.
   *
   * @param board hears of the runs
   * @param metrics says what is measured; null: nothing is
   * @param sessionIds makes ids that nobody can guess
   */
  public static ConsoleServer start(
      WebConfig config,
      ConsoleEngine engine,
      RunBoard board,
      @Nullable MetricsPage metrics,
      Supplier<String> sessionIds,
      InstantSource clock) {
    ScheduledExecutorService sampler =
        Executors.newSingleThreadScheduledExecutor(ConsoleServer::thread);
    if (!config.enabled()) {
      return new ConsoleServer(null, sampler);
    }
    try {
      WebServer web =
          WebServer.start(
              config,
              (access, cookie, refusals) -> {
                List<Route> routes = routes(engine, board, metrics, clock);
                routes.addAll(new SessionApi(access, cookie, refusals).routes());
                return routes;
              },
              sessionIds,
              clock);
      LOG.info("Console: {}", url(config.address(), web.port()));
      long millis = LiveRates.INTERVAL.toMillis();
      Future<?> unused =
          sampler.scheduleAtFixedRate(() -> sample(board), millis, millis, TimeUnit.MILLISECONDS);
      return new ConsoleServer(web, sampler);
    } catch (IOException e) {
      LOG.warn(
          "There is no console, for {}:{} cannot be listened on: {}",
          config.address(),
          config.port(),
          e.getMessage());
      return new ConsoleServer(null, sampler);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "console-rates");
    thread.setDaemon(true);
    return thread;
  }

  private static void sample(RunBoard board) {
    try {
      board.sample();
    } catch (RuntimeException e) {
      // Thrown on, it would end all samples.
      LOG.error("Console: no sample is taken, for a defect of the engine", e);
    }
  }

  private static List<Route> routes(
      ConsoleEngine engine, RunBoard board, @Nullable MetricsPage metrics, InstantSource clock) {
    TenantsApi tenants = new TenantsApi(engine, board);
    List<Route> routes = new ArrayList<>(new Health(engine, clock).routes());
    routes.addAll(new OverviewApi(engine, board, tenants, clock).routes());
    routes.addAll(tenants.routes());
    routes.addAll(new RunsApi(board).routes());
    routes.addAll(new ChangesApi(engine, tenants).routes());
    routes.addAll(Assets.routes());
    if (metrics != null) {
      routes.add(
          Route.get(
              Route.Admission.KNOWN,
              "/metrics",
              call -> {
                MetricsPage.Page page = metrics.of(call.accept());
                return Answer.text(200, page.contentType(), page.text());
              }));
    }
    return routes;
  }

  private static String url(String address, int port) {
    return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port + "/";
  }

  /** Returns the port that is listened on; 0: none, for there is no console. */
  public int port() {
    return web == null ? 0 : web.port();
  }

  @Override
  public void close() {
    sampler.shutdownNow();
    if (web != null) {
      web.close();
    }
  }
}
