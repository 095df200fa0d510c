package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/** A result whose later pages, which it fetches by itself, are requests like the first. */
final class GuardedResultSet implements ResultSet {

  private final ResultSet result;
  private final LentAttachment attachment;
  private final Iterator<Row> rows;

  /** Does something that may send a request, under the guard. */
  @FunctionalInterface
  interface Requests {
    boolean send(BooleanSupplier request);
  }

  GuardedResultSet(ResultSet result, LentAttachment attachment, RunGate gate, Requests requests) {
    this.result = result;
    this.attachment = attachment;
    this.rows =
        new GuardedRows(result, new LentRows(result.iterator(), attachment), gate, requests);
  }

  @Override
  public ColumnDefinitions getColumnDefinitions() {
    ColumnDefinitions definitions = result.getColumnDefinitions();
    definitions.attach(attachment);
    return definitions;
  }

  @Override
  public List<ExecutionInfo> getExecutionInfos() {
    return result.getExecutionInfos().stream().<ExecutionInfo>map(LentExecutionInfo::new).toList();
  }

  @Override
  public boolean isFullyFetched() {
    return result.isFullyFetched();
  }

  @Override
  public int getAvailableWithoutFetching() {
    return result.getAvailableWithoutFetching();
  }

  @Override
  public boolean wasApplied() {
    return result.wasApplied();
  }

  @Override
  public Iterator<Row> iterator() {
    return rows;
  }

  private record GuardedRows(ResultSet result, Iterator<Row> rows, RunGate gate, Requests requests)
      implements Iterator<Row> {

    @Override
    public boolean hasNext() {
      gate.check();
      boolean mayFetch = !result.isFullyFetched() && result.getAvailableWithoutFetching() == 0;
      return mayFetch ? requests.send(rows::hasNext) : rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The result has no more rows");
      }
      return rows.next();
    }
  }
}
