package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.scaffold.TenantProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands from a new project to ingested files, to be copied as they are.
 *
 * @param program where the engine lies: a source tree, or an installation
 * @param home the installation that is to serve the tenant
 * @param settings of the project
 * @param folder where the project is
 * @param sample the file it was made from
 */
record NewTenantSteps(
    Path program, Home home, TenantProject.Settings settings, Path folder, Path sample) {

  /** Returns the lines, each with a line end. */
  String render() {
    String tenant = settings.tenant();
    Path jar = folder.resolve("target").resolve(tenant + ".jar");
    Path staging = home.root().resolve("tenants").resolve(tenant).resolve("staging");
    String at = home.root().equals(program) ? "" : " --home " + quoted(home.root());
    List<String> lines = new ArrayList<>();
    lines.add("The project is in " + folder + ". What comes next:");
    if (settings.repository() == null && !isInstalled()) {
      lines.add(
          "  mvn -q -Dfast -DskipTests install -pl tenant-api/test-kit -am -f "
              + quoted(program.resolve("pom.xml"))
              + "   # once, for all projects");
    }
    lines.add("  mvn -q package -f " + quoted(folder.resolve("pom.xml")));
    lines.add("  " + engine() + " try" + at + " " + quoted(jar) + " " + quoted(sample));
    lines.add("  " + engine() + " verify-app" + at + " " + quoted(jar) + " " + quoted(sample));
    lines.add(
        "  "
            + engine()
            + " tenant add"
            + at
            + " "
            + tenant
            + " --jar "
            + quoted(jar)
            + " --conf "
            + quoted(folder.resolve("tenant.conf")));
    lines.add("  cp " + quoted(sample) + " " + quoted(staging) + "/");
    lines.add("  " + engine() + " run" + at + " --tenant " + tenant);
    return String.join("\n", lines) + "\n";
  }

  /** Tells whether the local repository has the test kit, which brings all the rest. */
  private boolean isInstalled() {
    return Files.isDirectory(
        Path.of(
            System.getProperty("user.home"),
            ".m2/repository/io/mysimbdp/tenant-test-kit",
            settings.version()));
  }

  private String engine() {
    for (String launcher : List.of("engine/bin/engine", "bin/engine")) {
      Path path = program.resolve(launcher);
      if (Files.isRegularFile(path)) {
        return quoted(path);
      }
    }
    return "engine";
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
