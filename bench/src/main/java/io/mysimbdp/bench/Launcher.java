package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls the launcher as an operator does, in a process of its own. */
public final class Launcher {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The heap of every process that loads. */
  public static final String HEAP = System.getProperty("bench.heap", "1g");

  private final Path engine;
  private final Path home;

  /** Names the installation folder for all calls. */
  public Launcher(Path project, Path home) {
    this.engine = project.resolve("engine/bin/engine");
    this.home = home;
  }

  /** What a call printed, and how long it took. */
  public record Call(String out, Duration took) {}

  /** Builds what is out of date, so that no later call has to. */
  public void build() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(engine.toString(), "version").redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the engine cannot be built:\n" + out);
    }
  }

  /** Runs {@code engine <words> --home <home>}; fails when that fails. */
  public Call call(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--home");
    all.add(home.toString());
    return plain(all);
  }

  /** Runs {@code engine <words>}; fails when that fails. */
  public Call plain(List<String> words) throws IOException, InterruptedException {
    Path out = home.resolve("call-out.txt");
    Path err = home.resolve("call-err.txt");
    long start = System.nanoTime();
    Process process = start(words, out, err);
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("engine " + String.join(" ", words) + " did not end");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (process.exitValue() != 0) {
      throw new IOException(
          "engine " + String.join(" ", words) + " failed:\n" + Files.readString(err));
    }
    return new Call(Files.readString(out), took);
  }

  private Process start(List<String> words, Path out, Path err) throws IOException {
    return command(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Returns the command {@code engine <words>}, not yet started. */
  public ProcessBuilder command(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(engine.toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MYSIMBDP_BUILD", "never");
    builder.environment().put("MYSIMBDP_JAVA_OPTS", "-Xmx" + HEAP);
    return builder;
  }

  /** Starts {@code engine run --watch} and waits until it serves. */
  Service serve() throws IOException, InterruptedException {
    Path log = home.resolve("service-err.txt");
    long start = System.nanoTime();
    Process process =
        start(
            List.of("run", "--watch", "--home", home.toString()),
            home.resolve("service-out.txt"),
            log);
    Service service = new Service(process, log, start);
    service.await("Serving;", LIMIT);
    return service;
  }
}
