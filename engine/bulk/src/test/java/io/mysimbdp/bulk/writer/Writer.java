package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.Frame;
import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.FrameReader;
import io.mysimbdp.bulk.FrameWriter;
import io.mysimbdp.bulk.WriterOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process that is tested, with the class path that it has in real life. */
final class Writer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final FrameWriter out;
  private final FrameReader in;

  private Writer(Process process) {
    this.process = process;
    this.out = new FrameWriter(process.getOutputStream());
    this.in = new FrameReader(process.getInputStream(), 1 << 16);
  }

  static Writer start() throws IOException {
    Path project = Path.of("").toAbsolutePath();
    Path libraries = project.resolveSibling("cassandra").resolve("target").resolve("lib");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(WriterOptions.JVM);
    command.add("-cp");
    command.add(project.resolve("target").resolve("classes") + ":" + libraries.resolve("*"));
    command.add(WriterMain.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // Whatever hangs, the test ends: its reads then see the end of the pipe.
    process
        .onExit()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(
            e -> {
              process.destroyForcibly();
              return process;
            });
    return new Writer(process);
  }

  void send(FrameKind kind, FrameWriter.Body body) throws IOException {
    out.send(kind, body);
  }

  /** Returns the next frame that does not only tell of progress; null at the end. */
  @Nullable Frame next() throws IOException {
    Frame frame = in.next();
    while (frame != null && frame.kind() == FrameKind.PROGRESS) {
      frame = in.next();
    }
    return frame;
  }

  /** Sends bytes as they are. */
  void sendRaw(byte[] bytes) throws IOException {
    process.getOutputStream().write(bytes);
    process.getOutputStream().flush();
  }

  /** Closes its input and returns the code it exits with. */
  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
