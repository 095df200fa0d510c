package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.terminal.StatusBlock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** The program. */
public final class Main {

  /** How wide the terminal is that standard error leads to; given by the launcher if it is one. */
  private static final String COLUMNS = "mysimbdp.columns";

  /** Tells {@code log4j2.xml} that progress is shown in place. */
  private static final String STATUS_LINES = "mysimbdp.status-lines";

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    StatusBlock status =
        StatusBlock.on(
            new FileOutputStream(FileDescriptor.err), System.getProperty(COLUMNS), System.getenv());
    if (status.isOn()) {
      // Before the first logger is made, which keeps the stream that it finds.
      System.setErr(new PrintStream(status.stream(), true, StandardCharsets.UTF_8));
      System.setProperty(STATUS_LINES, "on");
    }
    Console console =
        new Console(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            status);
    int code = new CommandLineFactory(console, System.getenv()).create().execute(args);
    status.clear();
    console.out().flush();
    console.err().flush();
    Shutdown.exit(code);
  }

  /** Returns the command line for those who describe it, in pages of a manual and the like. */
  public static CommandLine commandLine() {
    Console console =
        new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
    return new CommandLineFactory(console, Map.of()).create();
  }

  /**
   * Runs the command line in this process, for those who call it from Java.
   *
   * @param out gets results
   * @param err gets everything else
   * @param environment the environment variables
   * @return its exit code
   */
  public static int call(
      PrintWriter out, PrintWriter err, Map<String, String> environment, String... args) {
    int code = new CommandLineFactory(new Console(out, err), environment).create().execute(args);
    out.flush();
    err.flush();
    return code;
  }
}
