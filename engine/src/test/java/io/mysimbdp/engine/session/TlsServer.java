package io.mysimbdp.engine.session;

import io.mysimbdp.engine.config.CassandraConfig.Tls;
import io.mysimbdp.engine.config.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Shakes hands by TLS, counts it once the client has sent data, and hangs up. */
@SuppressWarnings("AddressSelection") // The certificate carries the literal address.
final class TlsServer implements AutoCloseable {

  static final String PASSWORD = "changeit";

  private final AtomicInteger handshakes = new AtomicInteger();
  private final SSLServerSocket server;
  private final Thread acceptor = new Thread(this::accept, "tls-server");

  TlsServer(Stores stores) throws IOException {
    server =
        (SSLServerSocket)
            TlsContext.of(new Tls(null, null, stores.key(), new Secret(PASSWORD), false))
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    acceptor.setDaemon(true);
    acceptor.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", server.getLocalPort());
  }

  int handshakes() {
    return handshakes.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (SSLSocket client = (SSLSocket) server.accept()) {
        client.setSoTimeout(10_000);
        // Data arrives only from a client that has accepted the certificate.
        if (client.getInputStream().read() >= 0) {
          handshakes.incrementAndGet();
        }
      } catch (IOException e) {
        // The client has refused, or the server is closed: nothing to count.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /**
   * The stores of a server.
   *
   * @param key with its key and certificate
   * @param trust with its certificate alone
   */
  record Stores(Path key, Path trust) {}

  static Stores stores(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path key = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                key.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("keytool.log")));
    }
    KeyStore made = KeyStore.getInstance(key.toFile(), PASSWORD.toCharArray());
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("node", made.getCertificate("node"));
    Path trustFile = folder.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(trustFile)) {
      trust.store(out, PASSWORD.toCharArray());
    }
    return new Stores(key, trustFile);
  }
}
