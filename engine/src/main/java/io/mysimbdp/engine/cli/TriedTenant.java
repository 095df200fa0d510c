package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.config.EngineConfFile;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.SandboxProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a JAR is tried as: the tenant that is registered for it, else one that might be.
 *
 * @param id its id
 * @param profile its tenant.conf
 * @param origin where that comes from, for people
 */
record TriedTenant(String id, SandboxProfile profile, String origin) {

  private static final String TENANT_CONF = "tenant.conf";

  /**
   * Decides.
   *
   * @param conf the tenant.conf to use; null: the one that is nearest to the JAR
   * @param sample tells how files are split, where there is none
   * @throws EngineException CONFIG_INVALID when the tenant.conf is not for this JAR
   */
  static TriedTenant of(
      InspectedJar jar, @Nullable Path conf, Path sample, Installation installation) {
    Optional<Registration> registered = registered(jar, installation);
    String id = registered.map(Registration::tenantId).orElseGet(() -> idFor(jar.pluginId()));
    Path file = conf;
    if (file == null) {
      file = beside(jar.source()).or(() -> ofRegistered(registered)).orElse(null);
    }
    if (file == null) {
      List<String> guess = guess(sample);
      return new TriedTenant(
          id,
          SandboxProfile.of(guess),
          "guessed from the name of " + sample.getFileName() + ": " + String.join(", ", guess));
    }
    SandboxProfile profile = SandboxProfile.read(file);
    String asked = profile.plugin().orElse(jar.pluginId());
    if (!asked.equals(jar.pluginId())) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          file
              + " asks for Plugin-Id "
              + asked
              + ", but "
              + jar.source()
              + " has "
              + jar.pluginId()
              + "; give another JAR, or another file with --conf");
    }
    return new TriedTenant(id, profile, name(file, installation.home()));
  }

  /** Of several that use one JAR, only one with its name is meant. */
  private static Optional<Registration> registered(InspectedJar jar, Installation installation) {
    List<Registration> users =
        installation.registrations().stream()
            .filter(
                each ->
                    each.profile() == null
                        ? each.tenantId().equals(jar.pluginId())
                        : each.profile().pluginId().equals(jar.pluginId()))
            .toList();
    return users.stream()
        .filter(each -> users.size() == 1 || each.tenantId().equals(jar.pluginId()))
        .findFirst();
  }

  private static String idFor(String pluginId) {
    String id = pluginId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String letterFirst = id.matches("[a-z].*") ? id : "t_" + id;
    String shortened = letterFirst.substring(0, Math.min(48, letterFirst.length()));
    return EngineConfFile.idProblem(shortened) == null ? shortened : "tried";
  }

  /** Looks beside the JAR, and where a build has put it, in the project. */
  private static Optional<Path> beside(Path jar) {
    Path folder = Objects.requireNonNull(jar.toAbsolutePath().normalize().getParent());
    List<Path> places = new ArrayList<>(List.of(folder));
    Path above = folder.getParent();
    if (folder.endsWith("target") && above != null) {
      places.add(above);
    }
    if (folder.endsWith("build/libs") && above != null && above.getParent() != null) {
      places.add(above.getParent());
    }
    return places.stream()
        .map(place -> place.resolve(TENANT_CONF))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static String name(Path file, Path home) {
    return (file.startsWith(home) ? home.relativize(file) : file).toString();
  }

  private static Optional<Path> ofRegistered(Optional<Registration> registered) {
    return registered.map(each -> each.folder().resolve(TENANT_CONF)).filter(Files::isRegularFile);
  }

  private static List<String> guess(Path sample) {
    String extension = new FileFacts(String.valueOf(sample.getFileName()), 0).extension();
    List<String> lines = new ArrayList<>();
    lines.add("dialect.format = " + (extension.equals("csv") ? "csv" : "tsv"));
    if (!extension.equals("csv") && !extension.equals("tsv")) {
      lines.add("files.patterns = [\"*\"]");
    }
    return lines;
  }
}
