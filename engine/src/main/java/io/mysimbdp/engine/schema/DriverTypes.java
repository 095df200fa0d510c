package io.mysimbdp.engine.schema;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import io.mysimbdp.engine.cql.CqlTokenizer;
import io.mysimbdp.engine.cql.TokenCursor;
import io.mysimbdp.engine.failure.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The driver's types for those of a script. */
final class DriverTypes {

  private static final Map<String, DataType> NATIVE =
      Map.ofEntries(
          Map.entry("ascii", DataTypes.ASCII),
          Map.entry("bigint", DataTypes.BIGINT),
          Map.entry("blob", DataTypes.BLOB),
          Map.entry("boolean", DataTypes.BOOLEAN),
          Map.entry("counter", DataTypes.COUNTER),
          Map.entry("date", DataTypes.DATE),
          Map.entry("decimal", DataTypes.DECIMAL),
          Map.entry("double", DataTypes.DOUBLE),
          Map.entry("duration", DataTypes.DURATION),
          Map.entry("float", DataTypes.FLOAT),
          Map.entry("inet", DataTypes.INET),
          Map.entry("int", DataTypes.INT),
          Map.entry("smallint", DataTypes.SMALLINT),
          Map.entry("text", DataTypes.TEXT),
          Map.entry("time", DataTypes.TIME),
          Map.entry("timestamp", DataTypes.TIMESTAMP),
          Map.entry("timeuuid", DataTypes.TIMEUUID),
          Map.entry("tinyint", DataTypes.TINYINT),
          Map.entry("uuid", DataTypes.UUID),
          Map.entry("varint", DataTypes.VARINT));

  private final String keyspace;
  private final Map<String, UserDefinedType> declared = new HashMap<>();

  DriverTypes(String keyspace) {
    this.keyspace = keyspace;
  }

  /** Adds a type that a script declares; what it is made of was added before. */
  void add(TypeShape type) {
    UserDefinedTypeBuilder builder = new UserDefinedTypeBuilder(keyspace, type.name());
    for (Map.Entry<String, String> field : type.fields().entrySet()) {
      builder.withField(field.getKey(), of(field.getValue()));
    }
    declared.put(type.name(), builder.build());
  }

  /**
   * Returns a type.
   *
   * @param type in the spelling of {@link CqlType}
   * @throws IllegalArgumentException when there is none of that name
   */
  DataType of(String type) {
    return type(new TokenCursor(CqlTokenizer.tokenize(type)), false);
  }

  private DataType type(TokenCursor cursor, boolean isFrozen) {
    String name = cursor.peek().isWord("SET") ? cursor.take().name() : cursor.expectName("a type");
    if (cursor.acceptOperator("<")) {
      DataType parameterised = parameterised(name, cursor, isFrozen);
      cursor.expectOperator(">");
      return parameterised;
    }
    DataType known = NATIVE.get(name);
    UserDefinedType own = declared.get(name);
    if (own != null) {
      return own.copy(isFrozen);
    }
    if (known == null) {
      throw unknown(name);
    }
    return known;
  }

  private DataType parameterised(String name, TokenCursor cursor, boolean isFrozen) {
    return switch (name) {
      case "frozen" -> type(cursor, true);
      case "list" -> DataTypes.listOf(type(cursor, true), isFrozen);
      case "set" -> DataTypes.setOf(type(cursor, true), isFrozen);
      case "map" -> {
        DataType key = type(cursor, true);
        cursor.expectOperator(",");
        yield DataTypes.mapOf(key, type(cursor, true), isFrozen);
      }
      case "tuple" -> {
        List<DataType> components = new ArrayList<>();
        do {
          components.add(type(cursor, true));
        } while (cursor.acceptOperator(","));
        yield DataTypes.tupleOf(components.toArray(DataType[]::new));
      }
      case "vector" -> {
        DataType element = type(cursor, true);
        cursor.expectOperator(",");
        yield DataTypes.vectorOf(element, Integer.parseInt(cursor.take().text()));
      }
      default -> throw unknown(name);
    };
  }

  private IllegalArgumentException unknown(String name) {
    List<String> names = new ArrayList<>(NATIVE.keySet());
    names.addAll(declared.keySet());
    Collections.sort(names);
    return new IllegalArgumentException(
        "type " + name + " does not exist" + DidYouMean.hint(name, names));
  }
}
