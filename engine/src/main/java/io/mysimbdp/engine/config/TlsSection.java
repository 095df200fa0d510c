package io.mysimbdp.engine.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code cassandra.tls}. */
final class TlsSection {

  private TlsSection() {}

  /** Returns the settings; null when encryption is off. The files must exist when it is on. */
  static CassandraConfig.@Nullable Tls bind(ConfigReader block, Secrets secrets) {
    boolean enabled = block.flag("enabled");
    CassandraConfig.Tls tls =
        new CassandraConfig.Tls(
            file(block, "trust-store", secrets.home(), enabled),
            secrets.read(block, "trust-store-password"),
            file(block, "key-store", secrets.home(), enabled),
            secrets.read(block, "key-store-password"),
            block.flag("hostname-verification"));
    return enabled ? tls : null;
  }

  private static @Nullable Path file(ConfigReader block, String key, Path home, boolean mustExist) {
    String name = block.optionalText(key);
    if (name == null) {
      return null;
    }
    try {
      Path file = home.resolve(name).normalize();
      if (mustExist && !Files.isRegularFile(file)) {
        block.problem(key, "file not found: " + Display.quoted(name));
      }
      return file;
    } catch (InvalidPathException e) {
      block.expected(key, "a file");
      return null;
    }
  }
}
