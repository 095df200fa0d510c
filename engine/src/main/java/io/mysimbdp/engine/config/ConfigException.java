package io.mysimbdp.engine.config;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong. The message has a line for each problem. */
public final class ConfigException extends EngineException {

  private static final long serialVersionUID = 1L;

  private final List<Problem> problems;

  /** Makes the failure of these problems; at least one, in the order to be shown. */
  public ConfigException(List<Problem> problems) {
    super(
        FailureCode.CONFIG_INVALID,
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems by file and line. */
  public List<Problem> problems() {
    return problems;
  }
}
