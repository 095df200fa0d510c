package io.mysimbdp.engine.protocol;

import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows that {@link RowOutput} has written. To be used for one pipe, by one thread. */
public final class RowInput {

  /** More than any app writes; each takes memory of the engine's. */
  private static final int MOST_TABLES = 10_000;

  private final List<Table> known = new ArrayList<>();

  /** Reads a row. */
  public Row row(WireInput in) throws ProtocolException {
    Table table = knownTable(in);
    @Nullable Object[] values = new Object[table.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = WireValues.get(in);
    }
    return table.row(values);
  }

  private Table knownTable(WireInput in) throws ProtocolException {
    int number = in.getInt();
    if (number == -1 && known.size() < MOST_TABLES) {
      Table table = table(in);
      known.add(table);
      return table;
    }
    if (number < 0 || number >= known.size()) {
      throw new ProtocolException(
          "Expected the number of a table below " + known.size() + ", got " + number);
    }
    return known.get(number);
  }

  private static Table table(WireInput in) throws ProtocolException {
    try {
      return new Table(in.getText(), in.getTexts());
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Expected a table: " + e.getMessage());
    }
  }

  /** Reads what became of a record. */
  public Outcome outcome(WireInput in) throws ProtocolException {
    try {
      return outcome(in.get(), in);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Expected an outcome: " + e.getMessage());
    }
  }

  private Outcome outcome(int kind, WireInput in) throws ProtocolException {
    return switch (kind) {
      case RowOutput.WRITE -> {
        int count = in.count();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          rows.add(row(in));
        }
        if (rows.isEmpty()) {
          throw new ProtocolException("Expected a row, got none");
        }
        yield new Outcome.Write(rows);
      }
      case RowOutput.REJECT -> new Outcome.Reject(in.getTextOrNull(), in.getText());
      case RowOutput.SKIP -> new Outcome.Skip(in.getText());
      default -> throw new ProtocolException("Expected the kind of an outcome, got " + kind);
    };
  }
}
