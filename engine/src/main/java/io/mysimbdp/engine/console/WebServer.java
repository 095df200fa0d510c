package io.mysimbdp.engine.console;

import io.mysimbdp.engine.config.WebConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small web server: few threads, few connections, short requests, so that whoever calls it takes
 * nothing from the engine that counts. Safe for several threads.
 */
final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final int THREADS = 8;
  private static final int CONNECTIONS = 64;
  private static final int LARGEST_HEADER = 8 << 10;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Server server;
  private final ServerConnector connector;

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts one.
   *
   * @param routes tells, given the access, who is asked what
   * @param sessionIds makes ids that nobody can guess
   * @throws IOException when it cannot listen
   */
  static WebServer start(
      WebConfig config, Routes routes, Supplier<String> sessionIds, InstantSource clock)
      throws IOException {
    ServerSocketChannel channel =
        Ports.listen(InetAddress.getByName(config.address()), config.port());
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("console");
    threads.setDaemon(true);
    Server server = new Server(threads);
    // Whoever asks while the engine ends need not be answered: nothing waits for that.
    server.setStopTimeout(0);
    server.setErrorHandler(new PlainErrors());
    // One selector and no thread that only accepts.
    ServerConnector connector =
        new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
    connector.setIdleTimeout(IDLE.toMillis());
    NetworkConnectionLimit limit = new NetworkConnectionLimit(CONNECTIONS, connector);
    server.addBean(limit);
    server.addConnector(connector);
    int port = channel.socket().getLocalPort();
    // Cookies do not tell ports apart: engines beside each other must not log each other out.
    String cookie = "mysimbdp_" + port;
    Access access =
        new Access(config.token(), new Sessions(sessionIds, clock), new Attempts(clock));
    RefusalLog refusals = new RefusalLog(clock);
    server.setHandler(
        new FrontDoor(
            routes.of(access, cookie, refusals),
            new Visitors(config),
            access,
            refusals,
            cookie,
            threads));
    WebServer started = new WebServer(server, connector);
    try {
      connector.open(channel);
      server.start();
    } catch (Exception e) {
      started.close();
      channel.close();
      throw new IOException("the web server does not start: " + e.getMessage(), e);
    }
    return started;
  }

  /** Tells, given the access, who is asked what. */
  @FunctionalInterface
  interface Routes {

    /**
     * Returns the routes, of which the first that leads there is taken.
     *
     * @param cookie the name of the cookie with the session
     */
    List<Route> of(Access access, String cookie, RefusalLog refusals);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(LARGEST_HEADER);
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setIdleTimeout(IDLE.toMillis());
    return http;
  }

  /** Returns the port that it listens on. */
  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // It ends with the process at the latest, for its threads keep nothing alive.
      LOG.debug("The web server does not stop", e);
    }
  }
}
