package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ${NAME}} means where no key has that name: an environment variable. */
final class Environment implements ConfigResolver {

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  @Override
  public @Nullable ConfigValue lookup(String path) {
    String value = variables.get(path);
    return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment variable");
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
