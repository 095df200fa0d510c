package io.mysimbdp.engine.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/** What lies in the folder of a sandbox. */
final class SandboxFiles {

  /** Says that the one who made it wants it to stay. */
  static final String KEPT = "kept";

  private static final String RECORD = "sandbox.properties";
  private static final String SERVER = "server";

  private SandboxFiles() {}

  /** Makes a folder that only the user of this process can enter. */
  static void makePrivate(Path folder) throws IOException {
    Files.createDirectory(
        folder,
        folder.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0]);
  }

  static String jarName(SandboxSpec spec) {
    return spec.pluginId() + ".jar";
  }

  /** Writes down whose keyspaces these are, before there are any. */
  static void record(Path home, SandboxServer server) throws IOException {
    Files.writeString(home.resolve(RECORD), SERVER + "=" + server.name() + "\n");
  }

  /** Returns the name of the Cassandra that has its keyspaces; empty: it never came to have any. */
  static Optional<String> server(Path home) throws IOException {
    Path file = home.resolve(RECORD);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties record = new Properties();
    record.load(new StringReader(Files.readString(file)));
    return Optional.ofNullable(record.getProperty(SERVER));
  }
}
