package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The defaults of all keys: the block {@code mysimbdp} of {@code reference.conf}. */
final class Reference {

  private static final String NAME = "reference.conf";
  private static final String BLOCK = "mysimbdp";

  private Reference() {}

  /**
   * Reads the defaults. Other JARs have a file of that name too, the driver for one: HOCON merges
   * them, hence our block. System properties are left out on purpose: {@code -Dmysimbdp.home} is no
   * key.
   */
  static Config load() {
    return ConfigFactory.parseResources(Reference.class.getClassLoader(), NAME).getConfig(BLOCK);
  }
}
