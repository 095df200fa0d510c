package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A page of a result. The next one is a request like the first: it is guarded, and waits. */
final class GuardedAsyncResultSet implements AsyncResultSet {

  private final AsyncResultSet page;
  private final LentAttachment attachment;
  private final Requests requests;
  private final ExecutionInfo info;
  private final Iterable<Row> rows;

  /** Sends a request under the guard. */
  @FunctionalInterface
  interface Requests {
    CompletionStage<AsyncResultSet> send(Supplier<CompletionStage<AsyncResultSet>> request);
  }

  GuardedAsyncResultSet(AsyncResultSet page, LentAttachment attachment, Requests requests) {
    page.getColumnDefinitions().attach(attachment);
    this.page = page;
    this.attachment = attachment;
    this.requests = requests;
    this.info = new LentExecutionInfo(page.getExecutionInfo());
    Iterator<Row> lent = new LentRows(page.currentPage().iterator(), attachment);
    this.rows = () -> lent;
  }

  @Override
  public ColumnDefinitions getColumnDefinitions() {
    ColumnDefinitions definitions = page.getColumnDefinitions();
    definitions.attach(attachment);
    return definitions;
  }

  @Override
  public ExecutionInfo getExecutionInfo() {
    return info;
  }

  @Override
  public int remaining() {
    return page.remaining();
  }

  @Override
  public Iterable<Row> currentPage() {
    return rows;
  }

  @Override
  public boolean hasMorePages() {
    return page.hasMorePages();
  }

  @Override
  public CompletionStage<AsyncResultSet> fetchNextPage() {
    if (!page.hasMorePages()) {
      throw new IllegalStateException("No next page: ask hasMorePages first");
    }
    return requests.send(page::fetchNextPage);
  }

  @Override
  public boolean wasApplied() {
    return page.wasApplied();
  }
}
