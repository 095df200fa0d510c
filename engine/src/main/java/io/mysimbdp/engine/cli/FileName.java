package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingArea.Part;
import io.mysimbdp.engine.staging.TenantFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A tenant's file as people name it: a path, {@code tenant/file}, or the name alone.
 *
 * @param registration its tenant
 * @param area where the tenant's files are
 * @param name its name, without folders
 */
record FileName(Registration registration, StagingArea area, String name) {

  /**
   * Finds out which file is meant.
   *
   * @throws ParameterException when that is not clear
   */
  static FileName of(String text, Home home, Installation installation, CommandSpec spec) {
    Optional<FileName> elsewhere = elsewhere(text, installation);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    Path path = Path.of(text);
    Path tenants = home.root().resolve("tenants");
    Path absolute = path.toAbsolutePath().normalize();
    String name = String.valueOf(path.getFileName());
    if (absolute.startsWith(tenants) && absolute.getNameCount() > tenants.getNameCount() + 1) {
      String tenant = tenants.relativize(absolute).getName(0).toString();
      return of(registration(tenant, installation, spec), installation, name);
    }
    if (path.getNameCount() == 2 && !path.isAbsolute()) {
      return of(registration(path.getName(0).toString(), installation, spec), installation, name);
    }
    if (path.getNameCount() > 1) {
      throw new ParameterException(
          spec.commandLine(), "Expected a file of a tenant of " + home.root() + ", got " + text);
    }
    List<Registration> holders = new ArrayList<>();
    for (Registration registration : installation.registrations()) {
      if (installation.registrations().size() == 1
          || of(registration, installation, name).isAnywhere()) {
        holders.add(registration);
      }
    }
    if (holders.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          holders.isEmpty()
              ? "No tenant has a file "
                  + text
                  + " now; to ask about one that is gone, name its tenant, as in toys/"
                  + text
              : "Several tenants have a file "
                  + text
                  + "; which one? "
                  + holders.stream()
                      .map(each -> each.tenantId() + "/" + text)
                      .collect(Collectors.joining(", ")));
    }
    return of(holders.get(0), installation, name);
  }

  /** Returns the file of a whole place that is not in the tenants' folders, as messages have it. */
  private static Optional<FileName> elsewhere(String text, Installation installation) {
    boolean isObject = text.startsWith(Location.STORE);
    boolean isWhole = !isObject || text.indexOf('/', Location.STORE.length()) > 0;
    if (installation.engine().staging().uri() == null || !isWhole) {
      return Optional.empty();
    }
    Location location =
        isObject ? Location.of(text) : Location.of(Path.of(text).toAbsolutePath().normalize());
    return installation.registrations().stream()
        .map(registration -> of(registration, installation, location.name()))
        .filter(
            file ->
                Stream.of(Part.values())
                    .anyMatch(part -> file.area.locate(part, file.name).equals(location)))
        .findFirst();
  }

  private static FileName of(Registration registration, Installation installation, String name) {
    return new FileName(
        registration,
        StagingAreas.of(
            installation.engine().staging(), registration.tenantId(), registration.folder()),
        name);
  }

  private static Registration registration(
      String tenant, Installation installation, CommandSpec spec) {
    TenantChoice.of(List.of(tenant), installation, spec);
    return TenantChoice.registration(installation, tenant);
  }

  String tenant() {
    return registration.tenantId();
  }

  TenantFolder folder() {
    return new TenantFolder(registration.folder());
  }

  boolean isStaged() {
    return isIn(Part.STAGING);
  }

  boolean isDone() {
    return isIn(Part.DONE);
  }

  boolean isRefused() {
    return isIn(Part.REFUSED);
  }

  private boolean isAnywhere() {
    return isStaged() || isDone() || isRefused();
  }

  private boolean isIn(Part part) {
    return area.isThere(area.locate(part, name));
  }

  /**
   * Reads the file for its digest.
   *
   * @throws EngineException when it cannot be read
   */
  String fingerprint(Part part) {
    Location location = area.locate(part, name);
    try (InputStream in = area.files().open(location, area.files().stamp(location))) {
      return Fingerprint.of(in, () -> true).orElseThrow();
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "File " + location + " cannot be read: " + e, e);
    }
  }
}
