package io.mysimbdp.engine.protocol;

import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes rows, each table in full when it comes first and by its number after that. To be used for
 * one pipe, under the lock of its writer.
 */
public final class RowOutput {

  static final int WRITE = 0;
  static final int REJECT = 1;
  static final int SKIP = 2;

  private final Map<Table, Integer> known = new HashMap<>();

  /** Returns how many tables have been written. */
  public int tables() {
    return known.size();
  }

  /** Forgets the tables that have been written last, because they never got onto the pipe. */
  public void forget(int allButTheFirst) {
    known.values().removeIf(number -> number >= allButTheFirst);
  }

  /** Writes a row. */
  public void put(WireOutput out, Row row) {
    Table table = row.table();
    Integer number = known.get(table);
    out.putInt(number == null ? -1 : number);
    if (number == null) {
      putTable(out, table);
      known.put(table, known.size());
    }
    for (int i = 0; i < row.size(); i++) {
      WireValues.put(out, row.value(i));
    }
  }

  private static void putTable(WireOutput out, Table table) {
    out.putText(table.name()).putTexts(table.columns());
  }

  /** Writes what became of a record. */
  public void put(WireOutput out, Outcome outcome) {
    if (outcome instanceof Outcome.Write write) {
      out.put(WRITE).putInt(write.rows().size());
      write.rows().forEach(row -> put(out, row));
    } else if (outcome instanceof Outcome.Reject reject) {
      out.put(REJECT).putTextOrNull(reject.column()).putText(reject.reason());
    } else if (outcome instanceof Outcome.Skip skip) {
      out.put(SKIP).putText(skip.reason());
    }
  }
}
