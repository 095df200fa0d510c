package io.mysimbdp.engine;

import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.config.StagingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A real server with the interface of S3, in a process and on a class path of its own; it keeps
 * objects in a folder, a file each. What tests put there by it, they also look at by it, with a
 * client of their own.
 */
public final class S3Server implements AutoCloseable {

  private static final String KEY = "test-key";
  private static final String SECRET = "test-secret";

  /** With which the engine logs in. */
  public static final StagingConfig.Login LOGIN = new StagingConfig.Login(KEY, new Secret(SECRET));

  private final Path folder;
  private final int port;
  private final S3Client client;
  private @Nullable Process process;

  private S3Server(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(URI.create(endpoint()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .build();
  }

  /** Returns one server for all tests of a JVM; it ends with that. */
  public static S3Server shared() {
    return Shared.INSTANCE;
  }

  /** Starts a server for one test, which may kill it. */
  public static S3Server start() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      S3Server server = new S3Server(Files.createTempDirectory(target, "s3-"), freePort());
      server.run();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the process, again after it was killed. */
  public void run() {
    try {
      Files.createDirectories(data());
      Path conf =
          Files.write(
              folder.resolve("s3.properties"),
              List.of(
                  "s3proxy.endpoint=" + endpoint(),
                  "s3proxy.authorization=aws-v2-or-v4",
                  "s3proxy.identity=" + KEY,
                  "s3proxy.credential=" + SECRET,
                  "jclouds.provider=filesystem-nio2",
                  "jclouds.filesystem.basedir=" + data()));
      Path log =
          Files.writeString(
              folder.resolve("logback.xml"),
              "<configuration><root level=\"OFF\"/></configuration>");
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-Dlogback.configurationFile=" + log,
                  "-cp",
                  project().resolve("engine/s3-server/target/lib") + "/*",
                  "org.gaul.s3proxy.Main",
                  "--properties",
                  conf.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Eventually.await("the S3 server", this::isListening);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills the process; what it holds stays. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
    process = null;
  }

  private String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** Returns the folder with the objects of a bucket. */
  public Path data(String bucket) {
    return data().resolve(bucket);
  }

  /** Returns how the engine speaks to it. */
  public StagingConfig.Store config() {
    return config(Duration.ofSeconds(20));
  }

  /** As {@link #config()}, with another patience. */
  public StagingConfig.Store config(Duration timeout) {
    return new StagingConfig.Store(endpoint(), null, true, LOGIN, timeout);
  }

  /** Returns the configuration of staging for a place. */
  public StagingConfig staging(String uri) {
    return new StagingConfig(uri, config());
  }

  /** Returns a client without the engine's own ways. */
  public S3Client client() {
    return client;
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    client.createBucket(each -> each.bucket(name));
  }

  /** Puts an object. */
  public void put(String bucket, String key, String content) {
    client.putObject(each -> each.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  /** Returns the content of an object. */
  public String get(String bucket, String key) {
    return client.getObjectAsBytes(each -> each.bucket(bucket).key(key)).asUtf8String();
  }

  /** Returns the keys of a bucket, sorted. */
  public List<String> keys(String bucket) {
    return client.listObjectsV2Paginator(each -> each.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    kill();
    client.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static final class Shared {
    private static final S3Server INSTANCE = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
    }
  }
}
