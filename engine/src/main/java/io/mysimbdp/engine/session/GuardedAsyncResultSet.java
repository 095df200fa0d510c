package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.concurrent.CompletionStage;

/**
 * A page of a result whose next page ends with the run. Fetching it takes no permit: that is asked
 * for in callbacks, which must not wait, and there is one page at a time for each result.
 */
final class GuardedAsyncResultSet implements AsyncResultSet {

  private final AsyncResultSet page;
  private final RunGate gate;

  GuardedAsyncResultSet(AsyncResultSet page, RunGate gate) {
    this.page = page;
    this.gate = gate;
  }

  @Override
  public ColumnDefinitions getColumnDefinitions() {
    return page.getColumnDefinitions();
  }

  @Override
  public ExecutionInfo getExecutionInfo() {
    return page.getExecutionInfo();
  }

  @Override
  public int remaining() {
    return page.remaining();
  }

  @Override
  public Iterable<Row> currentPage() {
    return page.currentPage();
  }

  @Override
  public boolean hasMorePages() {
    return page.hasMorePages();
  }

  @Override
  public CompletionStage<AsyncResultSet> fetchNextPage() {
    gate.check();
    return page.fetchNextPage().thenApply(next -> new GuardedAsyncResultSet(next, gate));
  }

  @Override
  public boolean wasApplied() {
    return page.wasApplied();
  }
}
