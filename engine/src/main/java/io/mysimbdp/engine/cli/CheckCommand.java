package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.cli.Finding.Area;
import io.mysimbdp.engine.cli.Finding.Severity;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.Sizes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code engine check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks through the whole installation: configuration, JARs, declarations of tables, folders.",
      "Runs nothing and needs no Cassandra. Reports everything at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine check",
      "  engine check --home /srv/mysimbdp --output json",
      "",
      "Exit code 0: nothing will fail. 4: something of a tenant will. 5: engine.conf is wrong."
    })
final class CheckCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();
  @Mixin private final OutputOption output = new OutputOption();

  CheckCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Checkup checkup = new Checkup(home.get(), environment, InstantSource.system());
    checkup.run();
    if (output.isJson()) {
      console.out().println(json(checkup));
    } else {
      console.out().print(text(checkup));
    }
    return exitCode(checkup.findings()).number();
  }

  private static ExitCode exitCode(List<Finding> findings) {
    List<Finding> errors =
        findings.stream().filter(each -> each.severity() == Severity.ERROR).toList();
    if (errors.isEmpty()) {
      return ExitCode.OK;
    }
    boolean ofThePlatform =
        errors.stream().anyMatch(each -> each.area() == Area.CONFIG && each.tenant().isEmpty());
    return ofThePlatform ? ExitCode.CONFIGURATION : ExitCode.TENANT_FAILED;
  }

  private static String text(Checkup checkup) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : checkup.findings()) {
      text.append(finding.severity().name().toLowerCase(Locale.ROOT)).append(": ");
      if (!finding.tenant().isEmpty() && finding.where().isEmpty()) {
        text.append(finding.tenant()).append(": ");
      }
      text.append(finding.line()).append('\n');
    }
    return text.append(conclusion(checkup)).append('\n').toString();
  }

  private static String conclusion(Checkup checkup) {
    long errors = count(checkup, Severity.ERROR);
    long warnings = count(checkup, Severity.WARNING);
    String seen =
        Sizes.counted(checkup.tenants(), "tenant")
            + " and "
            + Sizes.counted(checkup.jars(), "JAR")
            + " looked at";
    return errors + warnings == 0
        ? seen + ", nothing to complain about."
        : seen
            + ", "
            + Sizes.counted(errors, "error")
            + ", "
            + Sizes.counted(warnings, "warning")
            + ".";
  }

  private static long count(Checkup checkup, Severity severity) {
    return checkup.findings().stream().filter(each -> each.severity() == severity).count();
  }

  private static String json(Checkup checkup) {
    ObjectNode root = Json.object();
    root.put("ok", count(checkup, Severity.ERROR) == 0);
    root.put("tenants", checkup.tenants());
    root.put("jars", checkup.jars());
    root.put("errors", count(checkup, Severity.ERROR));
    root.put("warnings", count(checkup, Severity.WARNING));
    ArrayNode all = root.putArray("findings");
    for (Finding finding : checkup.findings()) {
      ObjectNode node = all.addObject();
      node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      node.put("area", finding.area().name().toLowerCase(Locale.ROOT));
      node.put("tenant", finding.tenant().isEmpty() ? null : finding.tenant());
      node.put("where", finding.where().isEmpty() ? null : finding.where());
      node.put("key", finding.key().isEmpty() ? null : finding.key());
      node.put("message", finding.message());
    }
    return Json.render(root);
  }
}
