package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.cassandra.Node;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine cassandra start|stop|status}. */
@Command(
    name = "cassandra",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the embedded Cassandra of an installation running between runs.",
      "It listens on a loopback address only; its data survives a stop."
    },
    synopsisSubcommandLabel = "(start | stop | status)")
final class CassandraCommand implements Runnable {

  private final Console console;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  CassandraCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected start, stop or status");
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts the server and leaves it running; does nothing when it runs.")
  int start(@Mixin HomeOption home) {
    EmbeddedCassandra server = server(home);
    Optional<Node> before = server.running();
    Node node = server.start(message -> console.err().println(message));
    console
        .out()
        .println(
            (before.isPresent() ? "Cassandra was running on " : "Cassandra runs on ")
                + node.endpoint()
                + ", process "
                + node.pid());
    return ExitCode.OK.number();
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Stops the server; its data stays.")
  int stop(@Mixin HomeOption home) {
    boolean stopped = server(home).stop(message -> console.err().println(message));
    console.out().println(stopped ? "Cassandra is stopped" : "Cassandra was not running");
    return (stopped ? ExitCode.OK : ExitCode.NOT_RUNNING).number();
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Tells whether the server runs and where; exit code 8 when it does not.")
  int status(
      @Mixin HomeOption home,
      @Option(
              names = "--output",
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "text or json. Default: ${DEFAULT-VALUE}.")
          OutputFormat output) {
    Optional<Node> node = server(home).running();
    if (output == OutputFormat.JSON) {
      console.out().println(json(node));
    } else {
      console
          .out()
          .println(
              node.map(n -> "Cassandra runs on " + n.endpoint() + ", process " + n.pid())
                  .orElse("Cassandra is not running"));
    }
    return (node.isPresent() ? ExitCode.OK : ExitCode.NOT_RUNNING).number();
  }

  private static ObjectNode json(Optional<Node> found) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("running", found.isPresent());
    found.ifPresent(
        node -> {
          json.put("address", node.address());
          json.put("port", node.port());
          json.put("jmx_port", node.jmxPort());
          json.put("pid", node.pid());
          json.put("started_at", node.startedAt().toString());
        });
    return json;
  }

  private EmbeddedCassandra server(HomeOption home) {
    Home root = home.get();
    CassandraConfig config = Installation.load(root.root(), environment).engine().cassandra();
    if (!config.isEmbedded()) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "conf/engine.conf sets cassandra.contact-points = "
              + config.contactPoints()
              + ", so this installation has no embedded Cassandra");
    }
    return EmbeddedServer.of(root, config);
  }
}
