package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A page of a result. For one thread at a time. */
final class RemotePage implements AsyncResultSet {

  private final RemoteSession session;
  private final Statement<?> statement;
  private final int next;
  private final ColumnDefinitions columns;
  private final boolean applied;
  private final ExecutionInfo info;
  private final Iterator<Row> rows;
  private int remaining;

  RemotePage(RemoteSession session, Statement<?> statement, WireInput in) {
    this.session = session;
    this.statement = statement;
    try {
      this.next = in.getInt();
      this.columns = PageInput.columns(in);
      List<Row> all = PageInput.rows(columns, in);
      this.rows = all.iterator();
      this.remaining = all.size();
      this.applied = in.getFlag();
      this.info = new RemoteExecutionInfo(statement, in.getBuffer(), in.getTexts());
    } catch (ProtocolException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable Row poll() {
    if (remaining == 0) {
      return null;
    }
    remaining--;
    return rows.next();
  }

  /** Fetches the next page and waits for it. */
  RemotePage next() {
    return session.next(statement, next);
  }

  @Override
  public ColumnDefinitions getColumnDefinitions() {
    return columns;
  }

  @Override
  public ExecutionInfo getExecutionInfo() {
    return info;
  }

  @Override
  public int remaining() {
    return remaining;
  }

  @Override
  public Iterable<Row> currentPage() {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return remaining > 0;
          }

          @Override
          public Row next() {
            Row row = poll();
            if (row == null) {
              throw new NoSuchElementException("The page is at its end");
            }
            return row;
          }
        };
  }

  @Override
  public boolean hasMorePages() {
    return next >= 0;
  }

  @Override
  public CompletionStage<AsyncResultSet> fetchNextPage() {
    if (!hasMorePages()) {
      throw new IllegalStateException("No next page: check hasMorePages before");
    }
    return session.nextAsync(statement, next);
  }

  @Override
  public boolean wasApplied() {
    return applied;
  }
}
