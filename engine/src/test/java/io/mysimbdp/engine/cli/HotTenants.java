package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An installation folder whose tenants change, and into which files are dropped all the time. Each
 * row says by which version of the app, and under which settings, it was made.
 */
final class HotTenants implements AutoCloseable {

  static final int LINES = 5;

  private static final long DROP_EVERY_MILLIS = 60;

  /** With more in front of it, a file that is waited for would take long on a slow machine. */
  private static final int MOST_STAGED = 6;

  /** As many classes as a small app has, so that one that is left behind counts. */
  private static final int CLASSES = 30;

  private final Path root;
  private final Path workshop;
  private final Map<String, PluginJar> apps = new LinkedHashMap<>();
  private final Map<String, Integer> inForce = new ConcurrentHashMap<>();
  private final Map<String, String> profiles = new ConcurrentHashMap<>();
  private final Queue<Dropped> dropped = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
  private final List<String> registered;
  private Future<?> dropping = CompletableFuture.completedFuture(null);
  private int era = 1;
  private int mark = 1;
  private int quota = 1_000_000;
  private int version;
  // Guarded by the monitor.
  private int files;

  /**
   * A file that was dropped.
   *
   * @param atLeast the version of the app that was known to be in force then
   */
  record Dropped(String tenant, String name, int atLeast) {}

  HotTenants(Path root, List<String> tenants) {
    this.root = root;
    this.workshop = create(root.resolve("workshop"));
    this.registered = new ArrayList<>(tenants);
    create(root.resolve("conf"));
    create(root.resolve("plugins"));
    Map<String, byte[]> classes = app();
    for (String tenant : tenants) {
      create(staging(tenant));
      PluginJar app =
          PluginJar.named(tenant)
              .service("acme.App")
              .entry(
                  "META-INF/mysimbdp/schema.cql",
                  """
                  CREATE TABLE lines (file text, line bigint, value text, version bigint,
                    PRIMARY KEY ((file), line));
                  CREATE TABLE latest (id text PRIMARY KEY, version bigint, mark bigint, era bigint);
                  """);
      classes.forEach(app::entry);
      apps.put(tenant, app);
      profiles.put(tenant, "");
      inForce(tenant, replaceJar(tenant));
      changeProfile(tenant);
    }
    changeConf();
  }

  private static Map<String, byte[]> app() {
    Map<String, String> sources = new LinkedHashMap<>();
    for (int i = 0; i < CLASSES; i++) {
      sources.put("acme.Part" + i, "package acme; class Part" + i + " { int n = " + i + "; }");
    }
    sources.put(
        "acme.App",
        """
        package acme;
        import io.mysimbdp.tenant.*;
        public class App extends WranglingApp {
          private static final Table LINES = Table.of("lines", "file", "line", "value", "version");
          private static final Table LATEST = Table.of("latest", "id", "version", "mark", "era");
          private long version;
          private long mark;
          private long era;
          protected void open(BatchContext context) throws Exception {
            for (int i = 0; i < %d; i++) {
              Class.forName("acme.Part" + i);
            }
            try (java.io.InputStream in = App.class.getResourceAsStream("/version.txt")) {
              version = Long.parseLong(new String(in.readAllBytes(), "US-ASCII"));
            }
            mark = context.settings().getLong("mark");
            era = context.settings().getLong("era");
            context.logger().debug("version {}", version);
          }
          public Outcome wrangle(InputRecord record) {
            return Outcome.write(
                LINES.row(record.file(), record.line(), record.get("value"), version),
                LATEST.row("x", version, mark, era));
          }
        }
        """
            .formatted(CLASSES));
    return PluginJar.compiled(sources);
  }

  /** Begins to drop files, for one tenant after the other. */
  void begin() {
    List<String> tenants = List.copyOf(apps.keySet());
    int[] turn = {0};
    dropping =
        load.scheduleAtFixedRate(
            () -> {
              String tenant = tenants.get(turn[0]++ % tenants.size());
              if (staged(tenant).size() < MOST_STAGED) {
                drop(tenant);
              }
            },
            0,
            DROP_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Drops no more files. */
  void endLoad() throws InterruptedException {
    if (dropping.isDone()) {
      throw new IllegalStateException("the load has ended too early: " + dropping);
    }
    load.shutdown();
    if (!load.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("files are still being dropped");
    }
  }

  @Override
  public void close() {
    load.shutdownNow();
  }

  /** Drops a file; returns its name. */
  synchronized String drop(String tenant) {
    String name = "f" + ++files + ".csv";
    StringBuilder text = new StringBuilder("value\n");
    for (int line = 2; line < LINES + 2; line++) {
      text.append(name).append(line).append('\n');
    }
    Path file = workshop.resolve(name);
    write(file, text.toString());
    int atLeast = inForce.getOrDefault(tenant, 0);
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      Files.move(file, staging(tenant).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dropped.add(new Dropped(tenant, name, atLeast));
    return name;
  }

  /** Returns all files that have been dropped. */
  List<Dropped> dropped() {
    return List.copyOf(dropped);
  }

  /** Notes that files are run by this version, or a later one, from now on. */
  void inForce(String tenant, int known) {
    inForce.put(tenant, known);
  }

  /** Returns the number of the version that was made last. */
  int lastVersion() {
    return version;
  }

  /** Puts a new version in the place of a JAR; returns its number. */
  int replaceJar(String tenant) {
    move(nextJar(tenant), jar(tenant));
    return version;
  }

  void removeJar(String tenant) {
    try {
      Files.delete(jar(tenant));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void breakJar(String tenant) {
    write(jar(tenant), "no JAR at all");
  }

  /** Copies half of a new version over a JAR; returns what copies the rest. */
  Runnable copyHalfOfJar(String tenant) {
    byte[] bytes = read(nextJar(tenant));
    int half = bytes.length / 2;
    append(
        jar(tenant),
        Arrays.copyOf(bytes, half),
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
    return () ->
        append(
            jar(tenant), Arrays.copyOfRange(bytes, half, bytes.length), StandardOpenOption.APPEND);
  }

  private Path nextJar(String tenant) {
    version++;
    PluginJar app = apps.get(tenant);
    if (app == null) {
      throw new IllegalArgumentException(tenant);
    }
    return app.version("1.0." + version)
        .entry("version.txt", String.valueOf(version))
        .buildInto(workshop);
  }

  private Path jar(String tenant) {
    return root.resolve("plugins").resolve(tenant + ".jar");
  }

  /** Changes a tenant.conf; returns the mark that rows show from then on. */
  int changeProfile(String tenant) {
    mark++;
    Path made =
        write(
            workshop.resolve("tenant.conf"),
            profiles.get(tenant) + "limits.batch.files = 10\nsettings.mark = " + mark + "\n");
    move(made, profile(tenant));
    return mark;
  }

  /** Has its quota be another one from the next change of its profile on. */
  void changeQuota(String tenant) {
    profiles.put(tenant, "limits.day.files = " + ++quota + "\n");
  }

  void breakProfile(String tenant) {
    write(profile(tenant), "colour = red\n");
  }

  private Path profile(String tenant) {
    return root.resolve("tenants").resolve(tenant).resolve("tenant.conf");
  }

  void breakConf() {
    write(conf(), "tenants = [");
  }

  /** Changes engine.conf; returns the era that rows show from then on. */
  int changeConf() {
    era++;
    writeConf();
    return era;
  }

  void unregister(String tenant) {
    registered.remove(tenant);
    writeConf();
  }

  void register(String tenant) {
    registered.add(tenant);
    writeConf();
  }

  private void writeConf() {
    InetSocketAddress node = CassandraServer.contactPoint();
    Path made =
        write(
            workshop.resolve("engine.conf"),
            """
            tenants = [%s]
            platform-keyspace = hot_platform
            rates.rows-per-second = 50000
            watch { rescan = 1s, drain = 1 minute }
            lease = 3s
            profile { keyspaces = ["*"], dialect.format = csv, settings.era = %d }
            cassandra { contact-points = ["%s:%d"], local-datacenter = datacenter1 }
            """
                .formatted(
                    String.join(", ", registered), era, node.getHostString(), node.getPort()));
    move(made, conf());
  }

  private Path conf() {
    return root.resolve("conf/engine.conf");
  }

  private Path staging(String tenant) {
    return root.resolve("tenants").resolve(tenant).resolve("staging");
  }

  boolean isDone(String tenant, String file) {
    return Files.exists(root.resolve("tenants").resolve(tenant).resolve("done").resolve(file));
  }

  /** Returns the names of the files that lie in a staging directory. */
  List<String> staged(String tenant) {
    try (Stream<Path> all = Files.list(staging(tenant))) {
      return all.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a column of what the batch of a tenant has said that wrote last. */
  long latest(String tenant, String column) {
    Row row =
        CassandraServer.session()
            .execute("SELECT " + column + " FROM " + tenant + ".latest WHERE id = 'x'")
            .one();
    return row == null ? 0 : row.getLong(0);
  }

  List<Row> rows(String tenant) {
    return CassandraServer.session()
        .execute(
            SimpleStatement.newInstance("SELECT * FROM " + tenant + ".lines")
                .setTimeout(Duration.ofMinutes(1)))
        .all();
  }

  private static void append(Path file, byte[] bytes, StandardOpenOption... how) {
    try {
      Files.write(file, bytes, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path file, Path target) {
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
