package io.mysimbdp.engine.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --home}, shared by the commands that work on an installation. */
final class HomeOption {

  /** The installation that the launcher is told of by a variable, or that it belongs to. */
  private static final String LAUNCHER_HOME = "mysimbdp.launcher.home";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The installation folder: it holds conf/, plugins/ and tenants/. Default: the variable"
              + " MYSIMBDP_HOME, else the folder the launcher lives in.")
  private @Nullable Path home;

  Home get() {
    if (home != null) {
      return new Home(home);
    }
    String launcherHome = System.getProperty(LAUNCHER_HOME);
    return new Home(Path.of(launcherHome == null ? "" : launcherHome));
  }
}
