package io.mysimbdp.bench.app;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Settings;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.WranglingApp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes each record into the table that the settings name, in columns named like the file's. */
public final class TableApp extends WranglingApp {

  private @Nullable Table table;
  private List<String> types = List.of();

  /** Reads {@code settings.table}, {@code settings.columns}, {@code settings.types}. */
  @Override
  protected void open(BatchContext context) {
    Settings settings = context.settings();
    List<String> columns = settings.getStrings("columns");
    table = new Table(settings.getString("table"), columns);
    types = settings.getStrings("types");
    if (types.size() != columns.size()) {
      throw new IllegalArgumentException("as many types as columns are needed");
    }
  }

  @Override
  public Outcome wrangle(InputRecord record) {
    Table target = table;
    if (target == null) {
      throw new IllegalStateException("not opened");
    }
    List<String> columns = target.columns();
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String field = record.get(columns.get(i));
      try {
        values[i] = value(types.get(i), field);
      } catch (NumberFormatException | DateTimeException e) {
        return Outcome.reject(columns.get(i), "expected a value of the type " + types.get(i));
      }
    }
    return Outcome.write(target.row(values));
  }

  private static @Nullable Object value(String type, String field) {
    if (field.isEmpty()) {
      return null;
    }
    return switch (type) {
      case "text" -> field;
      case "int" -> Integer.valueOf(field);
      case "bigint" -> Long.valueOf(field);
      case "float" -> Float.valueOf(field);
      case "boolean" -> field.equals("Y");
      case "date" -> LocalDate.parse(field);
      default -> throw new IllegalArgumentException("no type " + type);
    };
  }
}
