package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code ${NAME}} means where no key has that name: an environment variable. */
final class Environment implements ConfigResolver {

  /** The origin of values that must not be shown. */
  static final String SECRET = "environment variable with a secret";

  private final Map<String, String> variables;
  private final Problems problems;

  Environment(Map<String, String> variables, Problems problems) {
    this.variables = Map.copyOf(variables);
    this.problems = problems;
  }

  @Override
  public @Nullable ConfigValue lookup(String path) {
    String value = variables.get(path);
    if (value == null) {
      return null;
    }
    boolean isSecret = Display.isSecret(path);
    if (isSecret) {
      problems.hide(value);
    }
    return ConfigValueFactory.fromAnyRef(value, isSecret ? SECRET : "environment variable");
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
