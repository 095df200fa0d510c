package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.EngineConfFile;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.TenantProfile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engine tenant remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a tenant out of \"tenants\" and \"suspended\" in conf/engine.conf. Its folder, its JAR,"
          + " its rows and what the ledger knows of it stay; a service that runs finishes its batches.",
      "Needs no Cassandra, but where the tenant has session = own: then its role is dropped there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine tenant remove toys --dry-run",
      "  engine tenant remove toys --purge-settings"
    })
final class TenantRemoveCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Parameters(paramLabel = "ID", description = "The tenant.")
  private String tenant = "";

  @Option(
      names = "--purge-settings",
      description = "Also take its plan-of.ID and grants.ID out of conf/engine.conf.")
  private boolean purgeSettings;

  @Option(names = "--dry-run", description = "Print what would be changed, and change nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TenantRemoveCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    EngineConfFile file = EngineConfFile.read(home.get().root(), environment);
    TenantChoice.of(List.of(tenant), file.before(), spec);
    List<String> settings = file.settingsOf(tenant);
    if (!settings.isEmpty() && !purgeSettings) {
      // A setting of a tenant that is not registered is a mistake that stops the whole engine.
      throw new ParameterException(
          spec.commandLine(),
          "Tenant '"
              + tenant
              + "' has settings of its own, which may not stay behind: "
              + String.join(", ", settings)
              + "; --purge-settings takes them out as well");
    }
    file.unregister(tenant, purgeSettings);
    if (dryRun) {
      file.check();
      console.out().print(ChangeText.of(file));
      return ExitCode.OK.number();
    }
    TenantProfile profile = TenantChoice.registration(file.before(), tenant).profile();
    file.write(any -> {});
    console.out().print(ChangeText.of(file));
    if (profile != null) {
      new RoleKeeping(home.get(), file.before().engine().cassandra(), console).drop(profile);
    }
    console.out().print(left(file));
    return ExitCode.OK.number();
  }

  private String left(EngineConfFile file) {
    Registration registration = TenantChoice.registration(file.before(), tenant);
    TenantProfile profile = registration.profile();
    String ledger = file.before().engine().platformKeyspace();
    StringBuilder text =
        new StringBuilder(
            tenant + " is not served any more. What is left, to be deleted by hand:\n");
    text.append("  its files        tenants/").append(tenant).append("/\n");
    if (profile != null && isSoleUser(file, profile.pluginId())) {
      text.append("  its app          the JAR in plugins/ with Plugin-Id ")
          .append(profile.pluginId())
          .append('\n');
    }
    if (profile != null) {
      text.append("  its rows         its tables in keyspace ")
          .append(profile.keyspace())
          .append(", with DROP TABLE\n");
    }
    text.append("  its log          .mysimbdp/logs/tenants/").append(tenant).append(".log\n");
    text.append("  its history      its rows in keyspace ")
        .append(ledger)
        .append("; a tenant of the");
    return text.append(" same id goes on with it\n").toString();
  }

  private boolean isSoleUser(EngineConfFile file, String pluginId) {
    return file.before().registrations().stream()
        .filter(each -> !each.tenantId().equals(tenant))
        .map(Registration::profile)
        .noneMatch(other -> other != null && other.pluginId().equals(pluginId));
  }
}
