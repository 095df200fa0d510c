package io.mysimbdp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the JARs of the server come from. */
class ServerJarsTest {

  @TempDir private Path folder;

  @Test
  void they_are_unpacked_from_the_artifact_that_brings_them() throws Exception {
    Path artifact = folder.resolve("bringing.jar");
    try (OutputStream out = Files.newOutputStream(artifact);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String name :
          new String[] {
            ServerJars.MARKER,
            "META-INF/mysimbdp/cassandra/a.jar",
            "META-INF/mysimbdp/cassandra/sub/b.jar",
            "c.jar"
          }) {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }

    Path unpacked =
        ServerJars.brought(
            new URL("jar:" + artifact.toUri() + "!/" + ServerJars.MARKER), folder.resolve("work"));

    try (Stream<Path> files = Files.list(unpacked)) {
      assertThat(files).containsExactly(unpacked.resolve("a.jar"));
    }
    assertThat(unpacked.resolve("a.jar")).hasContent("META-INF/mysimbdp/cassandra/a.jar");
  }

  @Test
  void they_are_used_in_place_where_the_artifact_is_a_folder() throws Exception {
    Path marker = folder.resolve("brought-by");

    Path found = ServerJars.brought(Files.createFile(marker).toUri().toURL(), folder);

    assertThat(found).isEqualTo(folder);
  }

  @Test
  void where_there_are_none_the_sentence_says_what_to_do() {
    assertThatThrownBy(() -> ServerJars.brought(null, folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "There is no Cassandra to start: add io.mysimbdp:tenant-test-kit-cassandra in scope"
                + " test, or name a folder with the JARs of a Cassandra server by the system"
                + " property mysimbdp.cassandra.lib");
  }
}
