package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.notify.Delivery;
import io.mysimbdp.engine.notify.Notice;
import io.mysimbdp.engine.notify.Webhook;
import io.mysimbdp.engine.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine notify test}. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Looks whether messages arrive at the address of notify.url in conf/engine.conf."
    },
    synopsisSubcommandLabel = "test")
final class NotifyCommand implements Runnable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Console console;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  NotifyCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected test");
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Sends one message, once, and prints what was sent and what came of it.",
        "Exit code 9 when it was not taken."
      },
      footerHeading = "%nExample:%n",
      footer = "  engine notify test --output json")
  int test(@Mixin HomeOption home, @Mixin OutputOption output) throws InterruptedException {
    EngineConfig engine = Installation.load(home.get().root(), environment).engine();
    if (engine.notifications().url() == null) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "conf/engine.conf does not set notify.url, so nobody is told anything");
    }
    Webhook webhook = Notices.webhook(engine);
    Notice notice = Notice.test(Notices.newId(), InstantSource.system().instant());
    Delivery delivery = webhook.send(notice);
    JsonNode sent = sent(webhook, notice);
    if (output.isJson()) {
      ObjectNode root = Json.object();
      root.put("delivered", delivery.isDone());
      root.put("to", webhook.name());
      root.put("status", delivery.status());
      root.put("failure", delivery.failure());
      root.put("signed", engine.notifications().secret() != null);
      root.set("sent", sent);
      console.out().println(Json.render(root));
    } else {
      console.out().println(Json.render(sent));
      console
          .out()
          .println(
              delivery.isDone()
                  ? "Delivered to " + webhook.name() + ", which answers " + delivery.status()
                  : "Not delivered to " + webhook.name() + ": " + delivery.failure());
    }
    return (delivery.isDone() ? ExitCode.OK : ExitCode.RESOURCES).number();
  }

  private static JsonNode sent(Webhook webhook, Notice notice) {
    try {
      return MAPPER.readTree(webhook.body(notice));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
