package io.mysimbdp.bench.load;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.bench.rows.Column;
import io.mysimbdp.bench.rows.RowFile;
import io.mysimbdp.bench.rows.Shape;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.write.RowOrigin;
import io.mysimbdp.engine.write.RowWriter;
import io.mysimbdp.tenant.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The loop around the driver that the engine has, with nothing of the engine around it: no ledger,
 * no app, no checks of the file, no second thread.
 */
public final class WriterLoad {

  private static final int IN_FLIGHT = 64;
  private static final long MOST_BYTES = 64 << 20;
  private static final Duration TARGET_LATENCY = Duration.ofSeconds(2);

  private WriterLoad() {}

  /**
   * Loads a file.
   *
   * @param args the label of the shape; the file; address and port of Cassandra
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Shape shape = Shape.labelled(args[0]);
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (CqlSession session = Connection.open(args[2], args[3])) {
      load(new RowFile(Path.of(args[1]), shape), shape, writer(session, timer));
    } finally {
      timer.shutdownNow();
    }
  }

  private static void load(RowFile file, Shape shape, RowWriter writer)
      throws IOException, InterruptedException {
    Table table = new Table(shape.table(), shape.columns().stream().map(Column::name).toList());
    long start = System.nanoTime();
    long rows = 0;
    try (file) {
      for (var row = file.next(); row != null; row = file.next()) {
        writer.write(new Line(++rows), table.row(row), writer.reserve(1));
      }
    }
    writer.finish();
    Loaded.say(rows, start);
  }

  private static RowWriter writer(CqlSession session, ScheduledExecutorService timer) {
    FairPermits permits = new FairPermits(IN_FLIGHT, MOST_BYTES, System::nanoTime);
    PermitAccount account = permits.account("bench", 1);
    account.cap(IN_FLIGHT, TARGET_LATENCY);
    return new RowWriter(
        session,
        Shape.KEYSPACE,
        NamePatterns.any(),
        new WriteSettings(
            "LOCAL_QUORUM",
            Nulls.UNSET,
            WriteSettings.AUTO,
            WriteSettings.AUTO,
            WriteSettings.AUTO,
            IN_FLIGHT,
            TARGET_LATENCY,
            Duration.ofMinutes(1),
            WritePath.CQL),
        BatchThresholds.read(session).orElse(BatchThresholds.DEFAULT),
        MOST_BYTES,
        account,
        TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()),
        timer,
        System::nanoTime,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  private record Line(long line) implements RowOrigin {

    @Override
    public void acknowledged() {
      // The sum of what the table holds is compared afterwards.
    }

    @Override
    public void refused(@Nullable String column, String reason) {
      throw new IllegalStateException("line " + line + ": " + reason);
    }
  }
}
