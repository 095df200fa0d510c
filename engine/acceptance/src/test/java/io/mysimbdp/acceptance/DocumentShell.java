package io.mysimbdp.acceptance;

import io.mysimbdp.engine.documents.DocumentedCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs the commands of a page as a reader would, in one shell that stands in an installation
 * folder. There, {@code engine} is a client of an {@link EngineDesk}; a service is started in a
 * process of its own, as it must be stoppable.
 */
final class DocumentShell implements AutoCloseable {

  private static final String CLIENT =
      """
      #!/usr/bin/env bash
      # Has a JVM that runs already do what the launcher starts one for.
      for word in "$@"; do
        if [ "$word" = --watch ]; then
          exec "$DESK_LAUNCHER" "$@" --home "$DESK_HOME"
        fi
      done
      call=$(mktemp -d "$DESK_CALLS/call-XXXXXX")
      printf '%s\\0' "$@" >"$call/arguments"
      exec 3<>"/dev/tcp/127.0.0.1/$DESK_PORT" || exit 99
      printf '%s\\n' "$call" >&3
      read -r code <&3 || code=99
      cat "$call/out"
      cat "$call/err" >&2
      exit "$code"
      """;

  private final Path home;
  private final Path work;
  private final Process desk;
  private final int port;

  /**
   * Starts.
   *
   * @param home an installation
   * @param work an empty folder for what the commands print
   */
  DocumentShell(Path home, Path work) throws IOException {
    this.home = home;
    this.work = work;
    Path bin = Files.createDirectories(home.resolve("engine/bin"));
    Path client = Files.writeString(bin.resolve("engine"), CLIENT);
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
    desk = start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(desk.getInputStream(), StandardCharsets.UTF_8));
    port = Integer.parseInt(Objects.requireNonNull(out.readLine(), "the desk does not open"));
  }

  private Process start() throws IOException {
    Path project = Engine.project();
    Path engine = project.resolve("engine/target");
    Path tests = project.resolve("engine/acceptance/target/test-classes");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dmysimbdp.launcher.home=" + home,
            "-Dmysimbdp.home=" + home,
            "-Dmysimbdp.cassandra.lib=" + project.resolve("engine/cassandra/target/lib"),
            "-Dmysimbdp.spark.home=" + project.resolve("engine/spark/target/spark"),
            "-cp",
            engine.resolve("engine.jar") + ":" + engine.resolve("lib") + "/*:" + tests,
            EngineDesk.class.getName())
        .directory(home.toFile())
        .redirectError(work.resolve("desk.txt").toFile())
        .start();
  }

  /** How a command ended, and what it printed. */
  record Ending(DocumentedCommand command, int exitCode, String out, String err) {

    /** Tells whether it ended as its page says. */
    boolean asDocumented() {
      return exitCode == command.block().exitCode(command);
    }

    @Override
    public String toString() {
      return command + "\nended with " + exitCode + "\n" + out + err;
    }
  }

  /**
   * Runs commands one after the other.
   *
   * @param name for the files of this call
   * @param texts what each is to be typed as
   */
  List<Ending> run(String name, List<DocumentedCommand> commands, List<String> texts)
      throws IOException, InterruptedException {
    Path results = Files.createDirectory(work.resolve(name));
    StringBuilder script = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n");
    for (int i = 0; i < texts.size(); i++) {
      script.append("{\n").append(texts.get(i)).append('\n');
      script.append("} >\"$RESULTS/").append(i).append(".out\"");
      script.append(" 2>\"$RESULTS/").append(i).append(".err\" </dev/null\n");
      script.append("echo $? >\"$RESULTS/").append(i).append(".code\"\n");
    }
    Process shell = shell(Files.writeString(results.resolve("script.sh"), script), results);
    if (!shell.waitFor(5, TimeUnit.MINUTES)) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      Path code = results.resolve(i + ".code");
      endings.add(
          new Ending(
              commands.get(i),
              Files.exists(code) ? Integer.parseInt(Files.readString(code).strip()) : -1,
              read(results.resolve(i + ".out")),
              read(results.resolve(i + ".err"))));
    }
    return endings;
  }

  private Process shell(Path script, Path results) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.directory(home.toFile());
    builder.environment().put("PATH", home.resolve("engine/bin") + ":" + System.getenv("PATH"));
    builder.environment().put("RESULTS", results.toString());
    builder.environment().put("DESK_CALLS", work.toString());
    builder.environment().put("DESK_HOME", home.toString());
    builder.environment().put("DESK_PORT", Integer.toString(port));
    builder
        .environment()
        .put("DESK_LAUNCHER", Engine.project().resolve("engine/bin/engine").toString());
    builder.environment().put("MYSIMBDP_BUILD", "never");
    builder.environment().put("MYSIMBDP_JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(results.resolve("shell.txt").toFile());
    return builder.start();
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() throws IOException {
    desk.getOutputStream().close();
    try {
      if (!desk.waitFor(10, TimeUnit.SECONDS)) {
        desk.destroyForcibly();
      }
    } catch (InterruptedException e) {
      desk.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
