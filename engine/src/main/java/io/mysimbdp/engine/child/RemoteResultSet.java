package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A result that fetches its pages as they are needed. For one thread at a time. */
final class RemoteResultSet implements ResultSet {

  private final List<ExecutionInfo> infos = new ArrayList<>();
  private final Iterator<Row> rows = new Rows();
  private RemotePage page;

  RemoteResultSet(RemotePage first) {
    this.page = first;
    infos.add(first.getExecutionInfo());
  }

  @Override
  public ColumnDefinitions getColumnDefinitions() {
    return page.getColumnDefinitions();
  }

  @Override
  public List<ExecutionInfo> getExecutionInfos() {
    return List.copyOf(infos);
  }

  @Override
  public boolean isFullyFetched() {
    return !page.hasMorePages();
  }

  @Override
  public int getAvailableWithoutFetching() {
    return page.remaining();
  }

  @Override
  public boolean wasApplied() {
    return page.wasApplied();
  }

  @Override
  public Iterator<Row> iterator() {
    return rows;
  }

  private final class Rows implements Iterator<Row> {

    @Override
    public boolean hasNext() {
      while (page.remaining() == 0 && page.hasMorePages()) {
        page = page.next();
        infos.add(page.getExecutionInfo());
      }
      return page.remaining() > 0;
    }

    @Override
    public Row next() {
      Row row = hasNext() ? page.poll() : null;
      if (row == null) {
        throw new NoSuchElementException("The result is at its end");
      }
      return row;
    }
  }
}
