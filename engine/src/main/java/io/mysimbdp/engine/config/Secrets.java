package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets: {@code { env = "NAME" }}, {@code { file = "path" }}, or a plain text, which gets a
 * warning. No message shows one.
 */
final class Secrets {

  private static final int MAX_BYTES = 64 << 10;
  private static final String EXPECTED =
      "expected { env = \"NAME\" }, { file = \"path\" } or a text";

  private final Path home;
  private final Map<String, String> environment;

  Secrets(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** Returns the installation folder, which relative paths start from. */
  Path home() {
    return home;
  }

  /** Returns the secret of a key; null when the key is not set or there is a problem. */
  @Nullable Secret read(ConfigReader block, String key) {
    ConfigValue value = block.raw(key);
    if (value == null || !block.isSet(key)) {
      return null;
    }
    if (value.valueType() == ConfigValueType.OBJECT) {
      return indirect(block.section(key), block, key);
    }
    if (value.valueType() == ConfigValueType.LIST) {
      block.problem(key, EXPECTED + ", got a list");
      return null;
    }
    String text = block.text(key);
    if (text.isEmpty()) {
      block.problem(key, EXPECTED + ", got an empty text");
      return null;
    }
    if (value.origin().filename() != null) {
      block.warning(
          key,
          "the secret stands in the file as plain text; use { env = \"NAME\" } or"
              + " { file = \"path\" }");
    }
    return new Secret(text);
  }

  private @Nullable Secret indirect(ConfigReader source, ConfigReader block, String key) {
    String env = source.optionalText("env");
    String file = source.optionalText("file");
    if ((env == null) == (file == null)) {
      block.problem(key, EXPECTED + ", got a block with " + (env == null ? "neither" : "both"));
      return null;
    }
    return env != null ? fromEnvironment(source, env) : fromFile(source, String.valueOf(file));
  }

  private @Nullable Secret fromEnvironment(ConfigReader source, String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      // Not shown: whoever misread the manual may have put the secret itself here.
      source.problem("env", "expected the name of an environment variable, got another text");
      return null;
    }
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      source.problem("env", "the environment variable " + name + " is not set or is empty");
      return null;
    }
    return new Secret(value);
  }

  private @Nullable Secret fromFile(ConfigReader source, String name) {
    try {
      Path file = home.resolve(name);
      if (!Files.isRegularFile(file)) {
        source.problem("file", "file not found: " + Display.quoted(name));
        return null;
      }
      if (Files.size(file) > MAX_BYTES) {
        source.problem(
            "file", "expected a file of at most 64 KiB with one secret: " + Display.quoted(name));
        return null;
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
      if (text.isEmpty()) {
        source.problem(
            "file", "expected a file with one secret, got an empty one: " + Display.quoted(name));
        return null;
      }
      warnOfOpenRights(source, file, name);
      return new Secret(text);
    } catch (IOException | InvalidPathException e) {
      source.problem(
          "file", "expected a file in UTF-8 that the engine may read: " + Display.quoted(name));
      return null;
    }
  }

  private static void warnOfOpenRights(ConfigReader source, Path file, String name)
      throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    if (rights.contains(PosixFilePermission.OTHERS_READ)) {
      source.warning(
          "file",
          "every user of this machine may read " + Display.quoted(name) + "; use chmod 600");
    }
  }
}
