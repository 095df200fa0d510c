package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of the command line when things are simple, or simply wrong. */
class CommandLineTest {

  @TempDir private Path folder;

  @Test
  void help_lists_commands_examples_and_exit_codes() {
    Engine.Result help = new Engine(folder).call("help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("run ", "cassandra ", "generate ", "version ", "cql ", "Examples:")
        .contains("  0    all done, or nothing to do")
        .contains("  7    interrupted; the next run takes up what is left");
  }

  @Test
  void an_unknown_tenant_is_wrong_usage_with_a_hint() {
    TestingHome home =
        new TestingHome(folder).conf(new String[] {"toys"}).tenant("toys", "dialect.format = csv");

    Engine.Result result = home.engine().call("run", "--tenant", "tois");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("Tenant 'tois' is not registered in conf/engine.conf; did you mean toys?");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void a_folder_without_configuration_is_named() {
    Engine.Result result = new Engine(folder).call("run");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err())
        .contains("conf/engine.conf: file not found in " + folder.toAbsolutePath());
  }

  @Test
  void all_problems_of_the_configuration_come_at_once() {
    TestingHome home =
        new TestingHome(folder)
            .conf(new String[] {"toys", "toys"}, "concurrent-runs = 0", "stop-timeot = 5s");

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().filter(line -> line.startsWith("conf/engine.conf:")))
        .hasSize(3);
    assertThat(result.err()).contains("stop-timeout").doesNotContain("\tat ");
  }

  @Test
  void an_unreachable_cluster_has_its_own_exit_code_and_one_sentence() {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"toys"},
                "cassandra { contact-points = [\"127.0.0.1:1\"], connect-timeout = 1s }")
            .sample("toys")
            .stage("toys", "a.csv", "x\n");

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
  }
}
