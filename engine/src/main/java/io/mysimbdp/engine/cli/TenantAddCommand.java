package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.EngineConfFile;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engine tenant add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Registers a tenant: its JAR goes to plugins/, its folder with staging/ and a tenant.conf is"
          + " made where missing, and its id is added to \"tenants\" in conf/engine.conf. All of"
          + " it, or nothing.",
      "Needs no Cassandra, but where the tenant has session = own: then its role is made there. The"
          + " next run serves the tenant; a service that runs does so within seconds."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine tenant add toys --plan free --jar toys-1.0.0.jar",
      "  engine tenant add ratings --jar ratings/target/ratings.jar --conf ratings/tenant.conf",
      "  engine tenant add toys --keyspace shop --dry-run"
    })
final class TenantAddCommand implements Callable<Integer> {

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Parameters(
      paramLabel = "ID",
      description = "A lower-case letter, then lower-case letters, digits and underscores.")
  private String tenant = "";

  @Option(
      names = "--plan",
      paramLabel = "NAME",
      description = "The plan it is on. Default: default-plan of conf/engine.conf.")
  private @Nullable String plan;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "Its app, to be copied. Default: a JAR that is in plugins/, or will be.")
  private @Nullable Path jar;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Its tenant.conf, to be copied: that of its project, for example. Default: one is made"
              + " that says little.")
  private @Nullable Path conf;

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      description = "The keyspace of its tables, for the new tenant.conf. Default: its id.")
  private @Nullable String keyspace;

  @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
  private boolean dryRun;

  private @Nullable TenantProfile added;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TenantAddCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Home root = home.get();
    EngineConfFile file = EngineConfFile.read(root.root(), environment);
    Path folder = root.root().resolve("tenants").resolve(tenant);
    Path profile = folder.resolve("tenant.conf");
    refuseWrongUse(file, profile);
    NewTenantJar app =
        jar == null ? null : NewTenantJar.of(jar, root, file.before().engine().plugins());
    file.register(tenant, plan);
    List<String> done = new ArrayList<>();
    if (dryRun) {
      file.check();
    }
    try (NewTenantFiles files = new NewTenantFiles()) {
      if (app != null && !app.isThere()) {
        done.add(root.root().relativize(app.target()) + ": version " + app.version());
        if (!dryRun) {
          files.folder(root.plugins());
          files.copy(app.source(), app.target());
        }
      }
      if (!Files.exists(folder.resolve("staging"))) {
        done.add("tenants/" + tenant + "/staging/");
        if (!dryRun) {
          files.folder(folder.resolve("staging"));
        }
      }
      if (!Files.exists(profile)) {
        done.add("tenants/" + tenant + "/tenant.conf");
        if (!dryRun) {
          files.text(profile, profileText(app));
        }
      }
      if (!dryRun) {
        file.write(
            registered -> {
              refuseOtherApp(registered, app);
              added = registered;
            });
      }
      files.keep();
    }
    if (dryRun) {
      console.out().println("Nothing is done. This would be:");
    }
    console.out().print(ChangeText.of(file));
    done.forEach(line -> console.out().println("+ " + line));
    if (!dryRun) {
      makeRole(root, file);
      console.out().println(next(root, app));
    }
    return ExitCode.OK.number();
  }

  /** The tenant is registered already: where this fails, the next run makes the role. */
  private void makeRole(Home root, EngineConfFile file) {
    TenantProfile profile = added;
    if (profile != null) {
      new RoleKeeping(root, file.before().engine().cassandra(), console).make(profile);
    }
  }

  private void refuseWrongUse(EngineConfFile file, Path profile) {
    List<String> registered = file.before().engine().tenants();
    if (registered.contains(tenant)) {
      throw wrong("Tenant '" + tenant + "' is registered already, in " + file.placeOf(tenant));
    }
    String problem = EngineConfFile.idProblem(tenant);
    if (problem != null) {
      throw wrong("ID: " + problem);
    }
    if (plan != null && !file.plans().contains(plan)) {
      throw wrong(
          "--plan: '"
              + plan
              + "' is no plan of conf/engine.conf"
              + DidYouMean.hint(plan, file.plans()));
    }
    String fault = keyspace == null ? null : EngineConfFile.keyspaceProblem(keyspace);
    if (fault != null) {
      throw wrong("--keyspace: " + fault);
    }
    if (conf != null && !Files.isRegularFile(conf)) {
      throw wrong("--conf: there is no file " + conf);
    }
    if (conf != null && keyspace != null) {
      throw wrong("--keyspace: set keyspace in " + conf + " and leave the option out");
    }
    if (conf != null && Files.exists(profile)) {
      throw wrong(
          "--conf: tenants/"
              + tenant
              + "/tenant.conf is there already; change that, and leave the option out");
    }
    if (keyspace != null && Files.exists(profile)) {
      throw wrong(
          "--keyspace: tenants/"
              + tenant
              + "/tenant.conf is there already; set keyspace in it and leave the option out");
    }
  }

  private static void refuseOtherApp(TenantProfile registered, @Nullable NewTenantJar app) {
    if (app != null && !registered.pluginId().equals(app.pluginId())) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "tenants/"
              + registered.id()
              + "/tenant.conf asks for Plugin-Id "
              + registered.pluginId()
              + ", but "
              + app.source()
              + " has "
              + app.pluginId()
              + "; set plugin = "
              + app.pluginId()
              + " in it, or give another JAR");
    }
  }

  private String profileText(@Nullable NewTenantJar app) {
    if (conf != null) {
      try {
        return Files.readString(conf);
      } catch (IOException e) {
        throw new EngineException(
            FailureCode.DISK, "Cannot read " + conf + ": " + e.getMessage(), e);
      }
    }
    boolean isOther = app != null && !app.pluginId().equals(tenant);
    return String.join(
        "\n",
        "# The profile of tenant " + tenant + ": only what differs from the defaults.",
        "# \"engine config --reference\" describes every key, \"engine config --tenant "
            + tenant
            + "\" shows what holds.",
        "",
        "# The Plugin-Id of the JAR that ingests the files.",
        (isOther ? "" : "# ") + "plugin = \"" + (app == null ? tenant : app.pluginId()) + "\"",
        "",
        "# Where the tables live.",
        (keyspace == null ? "# " : "") + "keyspace = " + (keyspace == null ? tenant : keyspace),
        "",
        "# How files are split: tsv or csv.",
        "# dialect.format = tsv",
        "");
  }

  private String next(Home root, @Nullable NewTenantJar app) {
    boolean hasJar =
        app != null
            || PluginManifests.read(root.plugins(), Versions.TENANT_API).find(tenant).isPresent();
    return tenant
        + " is registered"
        + (hasJar ? "" : "; it is served when plugins/ has a JAR with its Plugin-Id")
        + ". Files go to tenants/"
        + tenant
        + "/staging/; engine check looks everything through.";
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
