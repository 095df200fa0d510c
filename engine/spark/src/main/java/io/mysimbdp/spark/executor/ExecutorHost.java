package io.mysimbdp.spark.executor;

import io.mysimbdp.spark.EngineSeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one engine of an executor: opened with the first run, told what the driver says, and closed
 * with the executor. Safe for several threads.
 */
final class ExecutorHost implements AutoCloseable {

  /** The folder below those that Spark has sent along; see the driver. */
  static final String ENGINE = "engine";

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorHost.class);
  private static final long BEAT_MILLIS = 250;

  /** Without an answer for as long, nobody is there who would commit what is done here. */
  private static final long SILENCE_MILLIS = 15_000;

  private static volatile @Nullable ExecutorHost current;

  private final PluginContext driver;
  private final String executorId;
  private final Thread beating;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable EngineSeat seat;
  private volatile @Nullable EngineLoader loader;
  private volatile boolean closed;

  private ExecutorHost(PluginContext driver) {
    this.driver = driver;
    this.executorId = driver.executorID();
    this.beating = new Thread(this::beat, "ingest-beat");
    beating.setDaemon(true);
  }

  /** Begins to serve in this executor. */
  static ExecutorHost start(PluginContext driver) {
    ExecutorHost host = new ExecutorHost(driver);
    current = host;
    host.beating.start();
    return host;
  }

  /** Returns that of this executor. */
  static ExecutorHost current() {
    return Objects.requireNonNull(current, "the plugin of this executor has not been started");
  }

  /** Executes a run, if it still is to be; tells the driver at once. */
  Optional<Message.Done> execute(Bundle.Entry entry) {
    EngineSeat engine = seat();
    if (!(boolean) ask(new Message.MayBegin(entry.runId(), executorId))) {
      return Optional.empty();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Message.Done done = new Message.Done(entry.runId(), engine.execute(entry.run()));
      driver.send(done);
      return Optional.of(done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private EngineSeat seat() {
    opening.lock();
    try {
      EngineSeat opened = seat;
      if (opened == null) {
        opened = open();
        seat = opened;
      }
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private EngineSeat open() {
    byte[] settings = (byte[]) ask(new Message.Hello(executorId));
    Path sent = Path.of(SparkFiles.getRootDirectory());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      EngineLoader engine = EngineLoader.of(sent.resolve(ENGINE));
      loader = engine;
      thread.setContextClassLoader(engine);
      return ServiceLoader.load(EngineSeat.Factory.class, engine)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No engine among the JARs sent along"))
          .open(
              settings,
              (sha256, offset) -> (byte[]) ask(new Message.JarPart(sha256, offset)),
              sent.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Object ask(Message message) {
    try {
      return driver.ask(message);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The driver does not answer: " + e.getMessage(), e);
    }
  }

  private void beat() {
    long answered = System.nanoTime();
    while (!closed) {
      try {
        Thread.sleep(BEAT_MILLIS);
        EngineSeat engine = seat;
        if (engine == null) {
          answered = System.nanoTime();
          continue;
        }
        answered = beat(engine, answered);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("A beat of executor {} failed", executorId, e);
      }
    }
  }

  private long beat(EngineSeat engine, long answered) {
    byte[] report = engine.report();
    try {
      List<?> notices =
          (List<?>) driver.ask(new Message.Beat(executorId, report == null ? new byte[0] : report));
      notices.forEach(notice -> engine.told((byte[]) notice));
      return System.nanoTime();
    } catch (Exception e) {
      long silent = (System.nanoTime() - answered) / 1_000_000;
      if (silent > SILENCE_MILLIS) {
        engine.abandon("its executor has had no answer of the engine for " + silent / 1_000 + " s");
      }
      LOG.warn("No answer of the driver: {}", e.toString());
      return answered;
    }
  }

  @Override
  public void close() {
    closed = true;
    beating.interrupt();
    EngineSeat engine = seat;
    if (engine != null) {
      engine.close();
    }
  }
}
