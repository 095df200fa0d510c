package io.mysimbdp.engine.write;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.generate.Category;
import io.mysimbdp.engine.generate.FileFormat;
import io.mysimbdp.engine.generate.ReviewRows;
import io.mysimbdp.engine.records.DelimitedReader;
import io.mysimbdp.engine.records.Parsed;
import io.mysimbdp.engine.records.ParsedRecord;
import io.mysimbdp.samples.giftcard.GiftCardReviews;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Records a second on one thread, for each further step: read; made a row by the app of the sample
 * tenant gift_card; bound to the insert. In the package of what it measures, which is nobody else's
 * business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecordBenchmark {

  private static final int RECORDS = 20_000;

  private static final RowOrigin NOBODY =
      new RowOrigin() {
        @Override
        public long line() {
          return 0;
        }

        @Override
        public void acknowledged() {}

        @Override
        public void refused(@org.jspecify.annotations.Nullable String column, String reason) {
          throw new IllegalStateException(reason);
        }
      };

  private final GiftCardReviews app = new GiftCardReviews();
  private final TableStatement insert = ReviewInsert.statement();
  private byte[] file = {};

  /** Called for each record. */
  private interface Step {
    void take(ParsedRecord record) throws RowNotEncodableException;
  }

  /** Makes the file. */
  @Setup
  public void generate() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ReviewRows(Category.DIGITAL_VIDEO_GAMES, RECORDS, 7, 0)
        .writeTo(out, FileFormat.TSV, done -> {});
    file = out.toByteArray();
  }

  /** Splits into records and fields. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void read(Blackhole sink) throws IOException, RowNotEncodableException {
    each(
        record -> {
          for (int i = 0; i < record.columns().size(); i++) {
            sink.consume(record.get(i));
          }
        });
  }

  /** And cleans, checks and converts. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void readAndWrangle(Blackhole sink) throws IOException, RowNotEncodableException {
    each(record -> sink.consume(app.wrangle(record)));
  }

  /** And encodes the values, and makes the statement of them that is sent. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void readWrangleAndBind(Blackhole sink) throws IOException, RowNotEncodableException {
    each(
        record -> {
          if (app.wrangle(record) instanceof Outcome.Write write) {
            for (Row row : write.rows()) {
              sink.consume(insert.encode(row, 1, NOBODY).statement());
            }
          }
        });
  }

  private void each(Step step) throws IOException, RowNotEncodableException {
    try (DelimitedReader reader =
        DelimitedReader.open(new ByteArrayInputStream(file), "reviews.tsv", Dialect.tsv())) {
      for (Parsed next = reader.next(); next != null; next = reader.next()) {
        if (next instanceof ParsedRecord record) {
          step.take(record);
        }
      }
    }
  }
}
