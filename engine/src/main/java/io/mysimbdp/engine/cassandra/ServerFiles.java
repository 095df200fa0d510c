package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the server: configuration, data, logs. For its owner only. */
final class ServerFiles {

  private final Path folder;

  ServerFiles(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  Path folder() {
    return folder;
  }

  Path configuration() {
    return folder.resolve("conf").resolve("cassandra.yaml");
  }

  Path logConfiguration() {
    return folder.resolve("conf").resolve("logback.xml");
  }

  /** Who may manage the server. */
  PasswordFile passwords() {
    return new PasswordFile(folder.resolve("conf").resolve("jmx.password"));
  }

  Path logs() {
    return folder.resolve("logs");
  }

  /** Where the server writes its log. */
  Path log() {
    return logs().resolve("system.log");
  }

  /** Where the JVM writes what does not go through the log. */
  Path output() {
    return logs().resolve("output.log");
  }

  Path state() {
    return folder.resolve("node.properties");
  }

  Path lock() {
    return folder.resolve("lock");
  }

  /** Makes the folders, closed to others. */
  void create() {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder.getParent());
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.createDirectories(configuration().getParent());
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Writes the server's configuration for these ports. */
  void writeConfiguration(String address, int port, int storagePort, boolean authentication) {
    String yaml =
        resource("cassandra.yaml")
            .replace("@ADDRESS@", address)
            .replace(
                "@AUTHENTICATOR@",
                authentication ? "PasswordAuthenticator" : "AllowAllAuthenticator")
            .replace("@AUTHORIZER@", authentication ? "CassandraAuthorizer" : "AllowAllAuthorizer")
            .replace("@PORT@", Integer.toString(port))
            .replace("@STORAGE_PORT@", Integer.toString(storagePort));
    try {
      Files.writeString(configuration(), yaml);
      Files.writeString(logConfiguration(), resource("logback.xml"));
      passwords().renew();
      // The log of this start alone tells why it failed.
      Files.deleteIfExists(output());
      Files.deleteIfExists(log());
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private EngineException notWritable(IOException e) {
    return new EngineException(
        FailureCode.DISK, "The folder of the embedded Cassandra is not writable: " + e, e);
  }

  private static String resource(String name) {
    try (InputStream in = ServerFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The engine's JAR lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The engine's JAR is damaged", e);
    }
  }
}
