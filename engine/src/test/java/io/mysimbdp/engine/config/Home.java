package io.mysimbdp.engine.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An installation folder made by a test. */
final class Home {

  private final Path folder;

  Home(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path folder() {
    return folder;
  }

  Home engine(String text) {
    return file("conf/engine.conf", text);
  }

  Home tenant(String id, String text) {
    return file("tenants/" + id + "/tenant.conf", text);
  }

  Home file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(folder.resolve(name + "/..").normalize());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Home bytes(String name, byte[] bytes) {
    try {
      file(name, "");
      Files.write(folder.resolve(name), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Installation load() {
    return load(Map.of());
  }

  Installation load(Map<String, String> environment) {
    return Installation.load(folder, environment);
  }

  /** Loads, and returns the problems of engine.conf as lines; empty when there are none. */
  List<String> problems(Map<String, String> environment) {
    try {
      load(environment);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  /** Loads with one registered tenant, and returns its problems as lines. */
  List<String> tenantProblems(String id, String text) {
    engine("tenants = [" + id + "]");
    tenant(id, text);
    return load().registrations().get(0).problems().stream().map(Problem::toString).toList();
  }
}
