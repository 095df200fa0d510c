package io.mysimbdp.engine.notify;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real HTTP server that takes messages and answers as it is told, 200 when it is told nothing.
 */
public final class Receiver implements AutoCloseable {

  /** An answer that does not come until the server is closed. */
  public static final int NEVER = 0;

  /** A message that has come. */
  public record Message(String method, Headers headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final List<Message> messages = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Starts on a free port; to be closed. */
  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Says what is answered to the next messages. */
  public Receiver answers(Integer... statuses) {
    answers.addAll(List.of(statuses));
    return this;
  }

  /** Returns where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=hidden");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      synchronized (messages) {
        messages.add(new Message(exchange.getRequestMethod(), exchange.getRequestHeaders(), body));
        messages.notifyAll();
      }
      Integer status = answers.poll();
      if (status != null && status == NEVER) {
        closed.await();
        return;
      }
      if (status != null && status / 100 == 3) {
        exchange.getResponseHeaders().add("Location", url().toString());
      }
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until so many messages have come, and returns them. */
  public List<Message> await(int count) throws InterruptedException {
    synchronized (messages) {
      while (messages.size() < count) {
        messages.wait();
      }
      return List.copyOf(messages);
    }
  }

  /** Returns what has come so far. */
  public List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
