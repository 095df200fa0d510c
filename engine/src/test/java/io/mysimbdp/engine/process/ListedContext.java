package io.mysimbdp.engine.process;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.engine.run.ChunkWrangler;
import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.IngestSession;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.RejectSink;
import io.mysimbdp.tenant.Settings;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.TableWriter;
import io.mysimbdp.tenant.Wrangler;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A context with one file of a few records, that lists what is asked of it and asks its wrangler
 * for one chunk. For one thread.
 */
final class ListedContext implements BatchContext {

  static final int RECORDS = 3;

  final List<String> asked = new ArrayList<>();
  final List<Object> wrangled = new ArrayList<>();

  @Override
  public String tenantId() {
    return "acme";
  }

  @Override
  public String runId() {
    return "run-1";
  }

  @Override
  public String keyspace() {
    return "acme";
  }

  @Override
  public List<StagedFile> files() {
    return List.of(new ListedFile());
  }

  @Override
  public void wrangle(Wrangler wrangler) throws InterruptedException {
    ChunkWrangler chunks = (ChunkWrangler) wrangler;
    List<InputRecord> records = new ArrayList<>();
    for (int i = 1; i <= RECORDS; i++) {
      records.add(new ListedRecord(i));
    }
    chunks.send(records);
    int settled = 0;
    while (settled < RECORDS) {
      var made = chunks.receive();
      wrangled.addAll(made.outcomes());
      settled += made.outcomes().size();
      RuntimeException failure = made.failure();
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Override
  public TableWriter writer() {
    return (origin, row) -> asked.add("write " + origin.line() + " " + row);
  }

  @Override
  public IngestSession session() {
    return new NoSession();
  }

  @Override
  public RejectSink rejects() {
    return new RejectSink() {
      @Override
      public void reject(InputRecord record, String reason) {
        asked.add("reject " + record.line() + " " + reason);
      }

      @Override
      public void reject(InputRecord record, String column, String reason) {
        asked.add("reject " + record.line() + " " + column + " " + reason);
      }

      @Override
      public void skip(InputRecord record, String reason) {
        asked.add("skip " + record.line() + " " + reason);
      }
    };
  }

  @Override
  public Settings settings() {
    throw new UnsupportedOperationException("An app reads its settings in its own process");
  }

  @Override
  public Logger logger() {
    throw new UnsupportedOperationException("An app logs to its standard error");
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void progress(String activity) {
    asked.add("progress " + activity);
  }

  /** Prepares nothing, and answers no statement. */
  private static final class NoSession implements IngestSession {
    @Override
    public String keyspace() {
      return "acme";
    }

    @Override
    public PreparedStatement prepare(String cql) {
      throw new SecurityException("no: " + cql);
    }

    @Override
    public ResultSet execute(Statement<?> statement) {
      throw new UnsupportedOperationException("An app in a process never waits here");
    }

    @Override
    public ResultSet execute(String cql, Object... values) {
      throw new UnsupportedOperationException("An app in a process never waits here");
    }

    @Override
    public CompletionStage<AsyncResultSet> executeAsync(Statement<?> statement) {
      return CompletableFuture.failedFuture(new SecurityException("no"));
    }
  }

  private record ListedRecord(long line) implements InputRecord {
    @Override
    public String file() {
      return "a.tsv";
    }

    @Override
    public long byteOffset() {
      return line * 10;
    }

    @Override
    public List<String> columns() {
      return List.of("a");
    }

    @Override
    public String get(String column) {
      return raw();
    }

    @Override
    public String get(int index) {
      return raw();
    }

    @Override
    public String raw() {
      return "record " + line;
    }
  }

  private static final class ListedFile implements StagedFile {
    @Override
    public String name() {
      return "a.tsv";
    }

    @Override
    public long sizeBytes() {
      return 8;
    }

    @Override
    public InputStream openRaw() {
      return new ByteArrayInputStream("a file\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InputStream open() {
      return openRaw();
    }

    @Override
    public RecordReader records() {
      Iterator<InputRecord> records =
          List.<InputRecord>of(new ListedRecord(1), new ListedRecord(2), new ListedRecord(3))
              .iterator();
      return new RecordReader() {
        @Override
        public List<String> columns() {
          return List.of("a");
        }

        @Override
        public @Nullable InputRecord next() {
          return records.hasNext() ? records.next() : null;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public InputRecord record(long line, long byteOffset, String raw) {
      return new ListedRecord(line);
    }
  }
}
