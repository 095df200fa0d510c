package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxPlaceTest {

  @TempDir Path home;

  @Test
  void a_cassandra_has_one_name_in_whatever_order_its_nodes_are_written() throws IOException {
    assertThat(name("\"b:9042\", \"a:9042\""))
        .isEqualTo(name("\"a:9042\", \"b:9042\""))
        .isEqualTo("a:9042,b:9042");
    assertThat(name("")).isEqualTo("embedded");
  }

  private String name(String points) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/engine.conf"), "cassandra.contact-points = [" + points + "]\n");
    return SandboxPlace.unreached(Installation.load(home, Map.of()).engine().cassandra()).name();
  }
}
