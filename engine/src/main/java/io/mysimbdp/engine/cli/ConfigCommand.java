package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.ReferencePage;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.Setting;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.TextTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code engine config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every setting that holds, its unit, who has set it in which file and line, and what it"
          + " overrides.",
      "With --tenant those of one tenant: its tenant.conf, within its plan, its grants and the caps."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine config",
      "  engine config --tenant gift_card",
      "  engine config --tenant toys --key limits --output json",
      "  engine config --reference > conf/REFERENCE.md"
    })
final class ConfigCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--tenant", paramLabel = "ID", description = "The settings of this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--key",
      paramLabel = "PATH",
      description = "Only this key, or the keys of this block. Default: all.")
  private String key = "";

  @Option(
      names = "--reference",
      description = "Print the manual of all keys as a page of Markdown instead.")
  private boolean reference;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ConfigCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (reference) {
      console.out().print(ReferencePage.markdown());
      return ExitCode.OK.number();
    }
    Installation installation = Installation.load(home.get().root(), environment);
    List<Setting> all = settings(installation);
    List<Setting> settings =
        all.stream()
            .filter(
                each -> key.isEmpty() || each.key().equals(key) || each.key().startsWith(key + "."))
            .toList();
    if (settings.isEmpty() && !all.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no key or block '"
              + key
              + "'"
              + DidYouMean.hint(key, all.stream().map(Setting::key).toList()));
    }
    if (output.isJson()) {
      console.out().println(json(settings));
    } else {
      console.out().print(text(settings));
    }
    return ExitCode.OK.number();
  }

  private List<Setting> settings(Installation installation) {
    if (tenant == null) {
      return installation.settings();
    }
    TenantChoice.of(List.of(tenant), installation, spec);
    Registration registration = TenantChoice.registration(installation, tenant);
    registration.requireProfile();
    return registration.settings();
  }

  private static String text(List<Setting> settings) {
    TextTable table = new TextTable("KEY", "VALUE", "UNIT", "SET BY", "WHERE", "OVERRIDES");
    for (Setting setting : settings) {
      table.row(
          setting.key(),
          setting.value(),
          setting.unit().label(),
          setting.source(),
          setting.where(),
          setting.overrides().stream()
              .map(each -> each.value() + " (" + each.source() + ", " + each.where() + ")")
              .collect(Collectors.joining("; ")));
    }
    return table.render();
  }

  private static String json(List<Setting> settings) {
    ArrayNode all = Json.array();
    for (Setting setting : settings) {
      ObjectNode node = all.addObject();
      node.put("key", setting.key());
      node.put("value", setting.value());
      node.put("unit", setting.unit().label());
      node.put("set_by", setting.source());
      node.put("where", setting.where());
      ArrayNode overrides = node.putArray("overrides");
      for (Setting.Overridden each : setting.overrides()) {
        overrides
            .addObject()
            .put("value", each.value())
            .put("set_by", each.source())
            .put("where", each.where());
      }
    }
    return Json.render(all);
  }
}
