package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.DriverException;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into a sentence and an exit code. */
final class FailureHandler implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);
  private static final EventLog EVENTS = EventLog.of(FailureHandler.class);

  private final Console console;

  FailureHandler(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception error, CommandLine commandLine, ParseResult parseResult) {
    if (error instanceof EngineException failure) {
      LOG.debug("Command failed", failure);
      console.err().println(failure.getMessage());
      return exitCode(failure.code()).number();
    }
    if (error instanceof DriverException failure) {
      LOG.debug("Command failed", failure);
      console.err().println("Cassandra does not answer as it should: " + failure.getMessage());
      return ExitCode.CASSANDRA.number();
    }
    // Only the log gets the stack trace; people get a sentence and the place of the log.
    EVENTS.defect(About.platform(), "Internal error", error);
    console
        .err()
        .println("Internal error: " + error + "; the log engine.log of the installation has more");
    return ExitCode.INTERNAL.number();
  }

  static ExitCode exitCode(FailureCode code) {
    return switch (code) {
      case CONFIG_INVALID -> ExitCode.CONFIGURATION;
      case CASSANDRA_UNREACHABLE, CASSANDRA_START -> ExitCode.CASSANDRA;
      case CANCELLED -> ExitCode.INTERRUPTED;
      case DISK, MEMORY, CLUSTER_UNREACHABLE -> ExitCode.RESOURCES;
      case INTERNAL -> ExitCode.INTERNAL;
      default -> ExitCode.TENANT_FAILED;
    };
  }
}
