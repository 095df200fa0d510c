package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Rows attached to what a tenant may see before it gets them. For one thread, as the driver's. */
final class LentRows implements Iterator<Row> {

  private final Iterator<Row> rows;
  private final LentAttachment attachment;

  /** Those of a page are the same object. */
  private @Nullable ColumnDefinitions attached;

  LentRows(Iterator<Row> rows, LentAttachment attachment) {
    this.rows = rows;
    this.attachment = attachment;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Row next() {
    Row row = rows.next();
    ColumnDefinitions definitions = row.getColumnDefinitions();
    if (definitions != attached) {
      definitions.attach(attachment);
      attached = definitions;
    }
    row.attach(attachment);
    return row;
  }
}
