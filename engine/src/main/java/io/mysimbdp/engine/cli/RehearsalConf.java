package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.rehearsal.Conditions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the conditions of a performance are to the configuration of a sandbox: two files, which
 * {@code engine.conf} and {@code tenant.conf} take in and which are written anew for each.
 */
final class RehearsalConf {

  /** How long an engine that is stopped waits for an app. */
  static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private static final String ENGINE = "rehearsal-engine.conf";
  private static final String TENANT = "rehearsal-tenant.conf";

  /** What the rehearsal needs room for, whatever the installation grants. */
  private static final String ROOM =
      "limits { batch { files = 100000, time = 1 day, bytes = unlimited }, concurrent-batches = 256,"
          + " processors = 1024, pass { files = unlimited, bytes = unlimited, rows = unlimited },"
          + " hour { files = unlimited, bytes = unlimited, rows = unlimited },"
          + " day { files = unlimited, bytes = unlimited, rows = unlimited },"
          + " month { files = unlimited, bytes = unlimited, rows = unlimited },"
          + " rows-per-second = unlimited, bytes-per-second = unlimited },"
          + " files { compressions = [none, gzip, zstd] }";

  private static final String ANY_REJECTS =
      "rejects { max-count = unlimited, max-ratio = 1, min-sample = 0 }";

  private final Path home;
  private final String tenant;

  /**
   * Names the files.
   *
   * @param home the sandbox
   * @param tenant its tenant
   */
  RehearsalConf(Path home, String tenant) {
    this.home = home;
    this.tenant = tenant;
  }

  /** Returns the lines that engine.conf needs in the end. */
  static List<String> engineLines(String tenant) {
    int port = freePort();
    return List.of(
        "cassandra { user = null, password = null, role-secret = null, tls.enabled = false }",
        "cassandra.embedded { address = \"127.0.0.1\", port = "
            + port
            + ", heap = 512 MiB, authentication = false,"
            + " jvm-options = [\"-XX:TieredStopAtLevel=1\"] }",
        "stop-timeout = " + STOP_TIMEOUT.toSeconds() + "s",
        "suspend-after = unlimited",
        "concurrent-runs = 4",
        "grants." + tenant + " { " + ROOM + " }",
        "caps { " + ROOM + " }",
        "include file(\"" + ENGINE + "\")");
  }

  /** Returns a port that another Cassandra would not want: 9042 is for those that stay. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CASSANDRA_START, "No port can be had for Cassandra: " + e.getMessage(), e);
    }
  }

  /** Returns the lines that tenant.conf needs in the end. */
  static List<String> tenantLines() {
    return List.of("files.patterns = [\"*\"]", "include file(\"" + TENANT + "\")");
  }

  /** Writes both files. */
  void write(Conditions conditions) {
    String rows =
        conditions.rowsPerSecond() == Conditions.UNLIMITED
            ? "unlimited"
            : Long.toString(conditions.rowsPerSecond());
    // The rate is the platform's: a run under another one can still be resumed.
    write(
        home.resolve("conf").resolve(ENGINE),
        "rates { rows-per-second = "
            + rows
            + ", bytes-per-second = unlimited }\ncassandra { request-timeout = "
            + (conditions.isEager() ? "3s" : "10s")
            + ", retry-for = "
            + conditions.retryFor().toMillis()
            + "ms }\n"
            + (conditions.anyRejects()
                ? "grants." + tenant + "." + ANY_REJECTS + "\ncaps." + ANY_REJECTS + "\n"
                : ""));
    write(
        home.resolve("tenants").resolve(tenant).resolve(TENANT),
        "limits { batch { files = "
            + conditions.filesInBatch()
            + ", time = "
            + conditions.batchTime().toSeconds()
            + "s }, concurrent-batches = "
            + conditions.concurrentBatches()
            + ", processors = "
            + conditions.processors()
            + ", rows-per-second = unlimited, bytes-per-second = unlimited }\n"
            + "write { retry-for = "
            + conditions.retryFor().toMillis()
            + "ms"
            + (conditions.isEager() ? ", window = 0" : "")
            + " }\n"
            + (conditions.anyRejects() ? ANY_REJECTS + "\n" : ""));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot write " + file + ": " + e, e);
    }
  }
}
