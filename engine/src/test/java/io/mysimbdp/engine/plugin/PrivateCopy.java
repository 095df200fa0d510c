package io.mysimbdp.engine.plugin;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/** The private copy that a plugin's classes come from. */
final class PrivateCopy {

  private PrivateCopy() {}

  /** Returns its path, of a JAR with a class {@code acme.App}. */
  static Path of(LoadedPlugin plugin) {
    String url = String.valueOf(plugin.classLoader().getResource("acme/App.class"));
    return Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/"))));
  }

  /** Returns the folder that holds the copies of its catalog, each in a folder of its own. */
  static Path allBeside(LoadedPlugin plugin) {
    return Objects.requireNonNull(Objects.requireNonNull(of(plugin).getParent()).getParent());
  }
}
