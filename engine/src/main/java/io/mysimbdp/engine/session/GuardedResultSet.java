package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.List;

/** A result whose later pages, which it fetches by itself, end with the run. */
final class GuardedResultSet implements ResultSet {

  private final ResultSet result;
  private final Iterator<Row> rows;

  GuardedResultSet(ResultSet result, RunGate gate) {
    this.result = result;
    this.rows = new GuardedRows(result.iterator(), gate);
  }

  @Override
  public ColumnDefinitions getColumnDefinitions() {
    return result.getColumnDefinitions();
  }

  @Override
  public List<ExecutionInfo> getExecutionInfos() {
    return result.getExecutionInfos();
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

  private record GuardedRows(Iterator<Row> rows, RunGate gate) implements Iterator<Row> {

    @Override
    public boolean hasNext() {
      gate.check();
      return rows.hasNext();
    }

    @Override
    public Row next() {
      gate.check();
      return rows.next();
    }
  }
}
