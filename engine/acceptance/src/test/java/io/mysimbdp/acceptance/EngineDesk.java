package io.mysimbdp.acceptance;

import io.mysimbdp.engine.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A process that answers one call of the engine after the other, as hundreds of starts of a JVM
 * would take minutes. It stands in an installation folder, so relative paths mean what they mean in
 * a shell. It ends with its standard input.
 *
 * <p>A call is a folder whose name comes in a line through a socket: in it, {@code arguments}, each
 * with a zero behind it; afterwards {@code out}, {@code err}, and the exit code as the answer.
 */
final class EngineDesk {

  private EngineDesk() {}

  /** Serves until standard input ends; prints the port that it listens on. */
  public static void main(String[] args) throws IOException {
    try (ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread clerk = new Thread(() -> serve(door), "calls");
      clerk.setDaemon(true);
      clerk.start();
      System.out.println(door.getLocalPort());
      while (System.in.read() >= 0) {
        // Nothing is ever said there; only its end means something.
      }
    }
    // Threads that a call has left must not keep the process.
    Runtime.getRuntime().halt(0);
  }

  private static void serve(ServerSocket door) {
    while (true) {
      try (Socket socket = door.accept()) {
        Path call =
            Path.of(
                Objects.requireNonNull(
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                        .readLine()));
        socket.getOutputStream().write((answer(call) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        if (door.isClosed()) {
          return;
        }
        e.printStackTrace();
      }
    }
  }

  private static int answer(Path call) throws IOException {
    String arguments = Files.readString(call.resolve("arguments"));
    List<String> words = List.of(arguments.split("\0"));
    try (PrintWriter out = new PrintWriter(call.resolve("out").toFile(), StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(call.resolve("err").toFile(), StandardCharsets.UTF_8)) {
      return Main.call(out, err, System.getenv(), words.toArray(new String[0]));
    }
  }
}
