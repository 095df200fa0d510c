package io.mysimbdp.engine.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the server's process gets to know of the engine's environment. */
class ServerEnvironmentTest {

  @Test
  void secrets_of_the_engine_are_no_variables_of_the_server() {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "PATH", "/bin",
                "LC_ALL", "C.UTF-8",
                "TZ", "UTC",
                "DB_PASSWORD", "hunter2",
                "JAVA_TOOL_OPTIONS", "-Dpassword=hunter2",
                "AWS_SECRET_ACCESS_KEY", "hunter2"));
    ServerCommand.keepOnlyWhatItNeeds(environment);
    assertThat(environment).containsOnlyKeys("LC_ALL", "PATH", "TZ");
  }
}
