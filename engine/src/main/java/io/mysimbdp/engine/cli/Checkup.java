package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.Claim;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantAdmission;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.cli.Finding.Area;
import io.mysimbdp.engine.cli.Finding.Severity;
import io.mysimbdp.engine.config.ConfigException;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.config.Problem;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.schema.DeclaredTables;
import io.mysimbdp.engine.schema.SchemaInstaller;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingFolder;
import io.mysimbdp.engine.staging.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Looks through a whole installation without running anything and without Cassandra. */
final class Checkup {

  private static final String LINK =
      "expected a folder, got a symbolic link, which is not followed: whoever may put one there"
          + " could have the engine read or write elsewhere; mount the other folder here instead";

  private final Home home;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();
  private int tenants;
  private int jars;

  Checkup(Home home, Map<String, String> environment, InstantSource clock) {
    this.home = home;
    this.environment = environment;
    this.clock = clock;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Returns how many tenants are registered. */
  int tenants() {
    return tenants;
  }

  /** Returns how many JARs could be loaded. */
  int jars() {
    return jars;
  }

  void run() {
    Installation installation;
    try {
      installation = Installation.load(home.root(), environment);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> findings.add(Finding.of(Severity.ERROR, "", problem)));
      checkWithoutConfiguration();
      return;
    }
    tenants = installation.registrations().size();
    for (Problem warning : installation.warnings()) {
      findings.add(Finding.of(Severity.WARNING, "", warning));
    }
    for (Registration registration : installation.registrations()) {
      for (Problem problem : registration.problems()) {
        findings.add(Finding.of(Severity.ERROR, registration.tenantId(), problem));
      }
    }
    try (PluginCatalog plugins =
        PluginCatalog.load(home.plugins(), Versions.TENANT_API, installation.engine().plugins())) {
      jars = plugins.plugins().size();
      check(installation, plugins);
    }
  }

  /** Nobody knows who is registered; JARs and folders can be looked at all the same. */
  private void checkWithoutConfiguration() {
    try (PluginCatalog plugins =
        PluginCatalog.load(home.plugins(), Versions.TENANT_API, PluginTrust.ANY)) {
      jars = plugins.plugins().size();
      plugins
          .failures()
          .forEach(failure -> add(Severity.ERROR, Area.PLUGIN, "", failure.message()));
    }
    Path all = home.root().resolve("tenants");
    if (!Files.isDirectory(all)) {
      return;
    }
    try (Stream<Path> folders = Files.list(all)) {
      folders
          .filter(folder -> Files.exists(folder.resolve("tenant.conf")))
          .sorted()
          .forEach(folder -> checkFolders(String.valueOf(folder.getFileName()), folder));
    } catch (IOException e) {
      folderError("", all, "expected the right to read it");
    }
  }

  private void check(Installation installation, PluginCatalog plugins) {
    Set<String> all = new LinkedHashSet<>();
    installation.registrations().forEach(each -> all.add(each.tenantId()));
    Roster roster = Roster.of(installation, plugins, all);
    for (Registration registration : installation.registrations()) {
      String id = registration.tenantId();
      TenantOutcome unservable = roster.unservable().get(id);
      if (registration.isUsable() && unservable != null) {
        add(Severity.ERROR, Area.PLUGIN, id, String.valueOf(unservable.failure()));
      }
      checkPlaces(registration, installation.engine().staging());
      checkSecrets(registration);
    }
    roster.problems().forEach(problem -> add(Severity.ERROR, Area.PLUGIN, "", problem));
    roster.warnings().forEach(warning -> add(Severity.WARNING, Area.PLUGIN, "", warning));
    for (Tenant tenant : roster.servable()) {
      checkSchema(tenant, plugins);
      checkWindows(tenant);
    }
  }

  /** What an app needs to know in secret stands in its tenant.conf, for it has no environment. */
  private void checkSecrets(Registration registration) {
    Path file = registration.folder().resolve("tenant.conf");
    if (!registration.isUsable() || !isReadByAnybody(file)) {
      return;
    }
    for (String key : registration.requireProfile().secretSettings()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              Area.CONFIG,
              registration.tenantId(),
              home.root().relativize(file).toString(),
              key,
              "this seems to be a secret, and every user of this machine may read the file: chmod"
                  + " 600"));
    }
  }

  private static boolean isReadByAnybody(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private void checkSchema(Tenant tenant, PluginCatalog plugins) {
    try {
      TenantSchema schema = TenantSchema.of(tenant, plugins);
      List<String> declared =
          SchemaInstaller.check(
              tenant.profile().keyspace(),
              tenant.profile().tables(),
              schema.script(),
              schema.origin());
      if (declared.isEmpty()) {
        add(
            Severity.WARNING,
            Area.SCHEMA,
            tenant.id(),
            schema.declaresNothing() + "; those that the app writes must be there");
      }
      checkTypes(tenant, schema);
    } catch (EngineException e) {
      add(Severity.ERROR, Area.SCHEMA, tenant.id(), e.getMessage());
    }
  }

  /** A type that is not declared here may be in Cassandra all the same. */
  private void checkTypes(Tenant tenant, TenantSchema schema) {
    try {
      DeclaredTables.of(schema.script(), tenant.profile().keyspace(), schema.origin());
    } catch (EngineException e) {
      add(Severity.WARNING, Area.SCHEMA, tenant.id(), e.getMessage());
    }
  }

  private void checkWindows(Tenant tenant) {
    TenantUse use = new TenantUse(tenant.profile().limits(), List.of());
    Decision decision =
        new TenantAdmission(tenant.profile()).judge(new Claim(0, use, clock.instant()));
    if (decision instanceof Decision.Deferred deferred && deferred.notBefore() == null) {
      add(Severity.ERROR, Area.CONFIG, tenant.id(), deferred.reason());
    }
  }

  private void checkFolders(String tenant, Path folder) {
    if (!Files.isDirectory(folder)) {
      return; // The configuration has said so.
    }
    checkFolders(tenant, new TenantFolder(folder));
  }

  private void checkPlaces(Registration registration, StagingConfig config) {
    String id = registration.tenantId();
    Path folder = registration.folder();
    StagingArea area = StagingAreas.of(config, id, folder);
    TenantProfile profile = registration.profile();
    if (area instanceof StagingFolder place) {
      if (Files.isDirectory(folder)) {
        checkFolders(id, place.folder());
      }
    } else if (profile != null) {
      try {
        area.tally(profile.files(), 1);
      } catch (EngineException e) {
        add(Severity.ERROR, Area.FOLDER, id, e.getMessage());
      }
    }
  }

  private void checkFolders(String tenant, TenantFolder places) {
    Path staging = places.staging();
    if (!Files.isDirectory(staging)) {
      folderError(tenant, staging, "expected a folder: files are staged in it");
      return;
    }
    if (Files.isSymbolicLink(staging)) {
      folderError(tenant, staging, LINK);
      return;
    }
    if (!Files.isReadable(staging) || !Files.isExecutable(staging)) {
      folderError(tenant, staging, "expected the right to read it");
    }
    if (!Files.isWritable(staging)) {
      folderError(tenant, staging, "expected the right to write it: files are moved out of it");
    }
    for (Path target : List.of(places.done(), places.refused(), places.rejects())) {
      if (Files.isSymbolicLink(target)) {
        folderError(tenant, target, LINK);
        continue;
      }
      if (Files.exists(target) && !Files.isDirectory(target)) {
        folderError(tenant, target, "expected a folder: files are moved into it");
        continue;
      }
      Path writable = Files.exists(target) ? target : Objects.requireNonNull(target.getParent());
      if (!Files.isWritable(writable)) {
        folderError(tenant, writable, "expected the right to write it: files are moved into it");
      } else if (Objects.equals(target.getParent(), staging.getParent())
          && !isSameStore(staging, writable)) {
        folderError(
            tenant,
            writable,
            "expected the same file system as staging/: files are moved in one step");
      }
    }
  }

  private static boolean isSameStore(Path one, Path other) {
    try {
      return Files.getFileStore(one).equals(Files.getFileStore(other));
    } catch (IOException e) {
      return false;
    }
  }

  private void folderError(String tenant, Path folder, String message) {
    findings.add(
        new Finding(
            Severity.ERROR,
            Area.FOLDER,
            tenant,
            home.root().relativize(folder).toString(),
            "",
            message));
  }

  private void add(Severity severity, Area area, String tenant, String message) {
    findings.add(new Finding(severity, area, tenant, "", "", message));
  }
}
