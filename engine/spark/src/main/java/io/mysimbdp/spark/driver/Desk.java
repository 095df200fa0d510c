package io.mysimbdp.spark.driver;

import io.mysimbdp.spark.Order;
import io.mysimbdp.spark.Report;
import io.mysimbdp.spark.executor.IngestPlugin;
import io.mysimbdp.spark.executor.Message;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Answers what executors ask. Safe for several threads. */
final class Desk implements IngestPlugin.DriverDesk {

  private static final int PART_BYTES = 1 << 20;

  private final byte[] settings;
  private final Consumer<Report> reports;
  private volatile @Nullable Gateway gateway;

  // Guarded by itself.
  private final Map<String, List<byte[]>> notices = new HashMap<>();

  /**
   * Makes a desk.
   *
   * @param settings what executors get first
   */
  Desk(byte[] settings, Consumer<Report> reports) {
    this.settings = settings;
    this.reports = reports;
  }

  @Override
  public void begin(SparkContext spark) {
    Gateway made = new Gateway(JavaSparkContext.fromSparkContext(spark), reports);
    gateway = made;
    spark.addSparkListener(
        new Membership(made, this, () -> reports.accept(new Report.Broken("Spark has stopped"))));
  }

  /** Returns what has runs executed; there is one when Spark has begun. */
  Gateway gateway() {
    return Objects.requireNonNull(gateway, "Spark has not begun");
  }

  /** Keeps a notice until its executor asks. */
  void note(Order.Notice order) {
    synchronized (notices) {
      notices.computeIfAbsent(order.executorId(), key -> new ArrayList<>()).add(order.notice());
    }
  }

  /** Forgets what an executor that is gone has not heard. */
  void forget(String executorId) {
    synchronized (notices) {
      notices.remove(executorId);
    }
  }

  @Override
  public @Nullable Object answer(Message message) {
    Gateway now = gateway();
    if (message instanceof Message.Hello) {
      return settings;
    }
    if (message instanceof Message.MayBegin asked) {
      return now.mayBegin(asked.runId(), asked.executorId());
    }
    if (message instanceof Message.Done done) {
      now.done(done);
      return null;
    }
    if (message instanceof Message.Beat beat) {
      if (beat.report().length > 0) {
        reports.accept(new Report.Said(beat.executorId(), beat.report()));
      }
      synchronized (notices) {
        List<byte[]> own = notices.remove(beat.executorId());
        return own == null ? new ArrayList<byte[]>() : new ArrayList<>(own);
      }
    }
    if (message instanceof Message.JarPart part) {
      return part(now.jar(part.sha256()), part);
    }
    throw new IllegalArgumentException("Nobody asks that: " + message);
  }

  private static byte[] part(@Nullable String jar, Message.JarPart asked) {
    if (jar == null) {
      throw new IllegalStateException("No run under way has the JAR " + asked.sha256());
    }
    try (RandomAccessFile file = new RandomAccessFile(jar, "r")) {
      file.seek(asked.offset());
      byte[] bytes =
          new byte[(int) Math.min(PART_BYTES, Math.max(0, file.length() - asked.offset()))];
      file.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
