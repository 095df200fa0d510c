package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.staging.TenantFolder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A tenant's file as people name it: a path, {@code tenant/file}, or the name alone.
 *
 * @param registration its tenant
 * @param name its name, without folders
 */
record FileName(Registration registration, String name) {

  /**
   * Finds out which file is meant.
   *
   * @throws ParameterException when that is not clear
   */
  static FileName of(String text, Home home, Installation installation, CommandSpec spec) {
    Path path = Path.of(text);
    Path tenants = home.root().resolve("tenants");
    Path absolute = path.toAbsolutePath().normalize();
    String name = String.valueOf(path.getFileName());
    if (absolute.startsWith(tenants) && absolute.getNameCount() > tenants.getNameCount() + 1) {
      String tenant = tenants.relativize(absolute).getName(0).toString();
      return new FileName(registration(tenant, installation, spec), name);
    }
    if (path.getNameCount() == 2 && !path.isAbsolute()) {
      return new FileName(registration(path.getName(0).toString(), installation, spec), name);
    }
    if (path.getNameCount() > 1) {
      throw new ParameterException(
          spec.commandLine(), "Expected a file of a tenant of " + home.root() + ", got " + text);
    }
    List<Registration> holders = new ArrayList<>();
    for (Registration registration : installation.registrations()) {
      if (place(registration, name) != null || installation.registrations().size() == 1) {
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
    return new FileName(holders.get(0), name);
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
    return isThere(folder().staging());
  }

  boolean isDone() {
    return isThere(folder().done());
  }

  boolean isRefused() {
    return isThere(folder().refused());
  }

  private boolean isThere(Path directory) {
    return Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Path place(Registration registration, String name) {
    TenantFolder folder = new TenantFolder(registration.folder());
    for (Path directory : List.of(folder.staging(), folder.done(), folder.refused())) {
      if (Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        return directory;
      }
    }
    return null;
  }
}
