package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.Values;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.serializers.MarshalException;
import org.jspecify.annotations.Nullable;

/** What Cassandra asks of the values of columns. Immutable. */
final class ValueRules {

  private final List<String> names;
  private final List<AbstractType<?>> types;

  /**
   * Makes rules.
   *
   * @param names of the columns
   * @param types theirs
   */
  ValueRules(List<String> names, List<AbstractType<?>> types) {
    this.names = List.copyOf(names);
    this.types = List.copyOf(types);
  }

  /** Returns why a row has a value that its column cannot hold; null when it has none. */
  @Nullable String refusal(Values row) {
    for (int i = 0; i < types.size(); i++) {
      ByteBuffer value = row.columns()[i];
      if (value != null) {
        try {
          types.get(i).validate(value);
        } catch (MarshalException e) {
          return names.get(i) + ": " + Failures.describe(e);
        }
      }
    }
    return null;
  }
}
