package io.mysimbdp.engine.write;

import io.mysimbdp.engine.CassandraServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A trigger for servers, which does nothing. */
final class Trigger {

  /** The name of its class. */
  static final String NAME = "Audit";

  private static final String SOURCE =
      """
      public class Audit implements org.apache.cassandra.triggers.ITrigger {
        public java.util.Collection<org.apache.cassandra.db.Mutation> augment(
            org.apache.cassandra.db.partitions.Partition update) {
          return null;
        }
      }
      """;

  private Trigger() {}

  /** Makes its JAR in a folder. */
  static void into(Path folder) throws IOException {
    Path work = Files.createTempDirectory(folder, "work");
    Path source = Files.writeString(work.resolve("Audit.java"), SOURCE);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                jars(),
                "-d",
                work.toString(),
                source.toString());
    if (result != 0) {
      throw new IllegalArgumentException("The trigger does not compile");
    }
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("audit.jar")))) {
      jar.putNextEntry(new JarEntry("Audit.class"));
      Files.copy(work.resolve("Audit.class"), jar);
    }
  }

  private static String jars() throws IOException {
    try (Stream<Path> jars = Files.list(CassandraServer.libraries())) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }
}
