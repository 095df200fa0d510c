package io.mysimbdp.engine.schema;

import io.mysimbdp.engine.cql.CqlToken;
import io.mysimbdp.engine.cql.TokenCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what stands behind the name in CREATE TABLE and CREATE TYPE. */
final class TableParser {

  private final TokenCursor cursor;
  private final String keyspace;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<String> partitionKey = new ArrayList<>();
  private final List<String> clustering = new ArrayList<>();
  private final Set<String> descending = new HashSet<>();

  TableParser(TokenCursor cursor, String keyspace) {
    this.cursor = cursor;
    this.keyspace = keyspace;
  }

  static TypeShape type(TokenCursor cursor, String keyspace, String name) {
    Map<String, String> fields = new LinkedHashMap<>();
    cursor.expectOperator("(");
    do {
      CqlToken at = cursor.peek();
      String field = cursor.expectName("a field name");
      if (fields.putIfAbsent(field, CqlType.parse(cursor, keyspace)) != null) {
        throw cursor.unexpected("another field than " + at.text() + ", declared twice,");
      }
    } while (cursor.acceptOperator(","));
    cursor.expectOperator(")");
    expectEnd(cursor);
    return new TypeShape(name, fields);
  }

  TableShape parse(String name) {
    cursor.expectOperator("(");
    do {
      if (cursor.peek().isWord("PRIMARY")) {
        primaryKey();
      } else {
        column();
      }
    } while (cursor.acceptOperator(","));
    cursor.expectOperator(")");
    if (partitionKey.isEmpty()) {
      throw cursor.unexpected("a PRIMARY KEY before this");
    }
    checkKeys();
    if (cursor.acceptWords("WITH")) {
      do {
        option();
      } while (cursor.acceptWords("AND"));
    }
    expectEnd(cursor);
    return new TableShape(name, columns, partitionKey, clustering, descending);
  }

  private static void expectEnd(TokenCursor cursor) {
    if (!cursor.atEnd()) {
      throw cursor.unexpected("the end of the statement");
    }
  }

  private void column() {
    String name = cursor.expectName("a column name");
    String type = CqlType.parse(cursor, keyspace);
    boolean isStatic = cursor.acceptWords("STATIC");
    if (columns.putIfAbsent(name, new Column(name, type, isStatic)) != null) {
      throw cursor.unexpected("another column than " + name + ", declared twice,");
    }
    if (cursor.acceptWords("PRIMARY", "KEY")) {
      expectFirstKey();
      partitionKey.add(name);
    }
  }

  private void primaryKey() {
    expectFirstKey();
    cursor.expectWords("PRIMARY", "KEY");
    cursor.expectOperator("(");
    if (cursor.acceptOperator("(")) {
      names(partitionKey);
      cursor.expectOperator(")");
    } else {
      partitionKey.add(cursor.expectName("a key column"));
    }
    if (cursor.acceptOperator(",")) {
      names(clustering);
    }
    cursor.expectOperator(")");
  }

  private void expectFirstKey() {
    if (!partitionKey.isEmpty()) {
      throw cursor.unexpected("only one PRIMARY KEY");
    }
  }

  private void names(List<String> into) {
    do {
      into.add(cursor.expectName("a key column"));
    } while (cursor.acceptOperator(","));
  }

  private void checkKeys() {
    List<String> keys = new ArrayList<>(partitionKey);
    keys.addAll(clustering);
    for (String key : keys) {
      if (!columns.containsKey(key)) {
        throw cursor.unexpected("a declaration of key column " + key + " before this");
      }
    }
    if (Set.copyOf(keys).size() != keys.size()) {
      throw cursor.unexpected("each key column once before this");
    }
  }

  private void option() {
    if (cursor.acceptWords("CLUSTERING", "ORDER", "BY")) {
      clusteringOrder();
      return;
    }
    cursor.expectName("a table option");
    cursor.expectOperator("=");
    cursor.expectRun("the option's value", Set.of());
  }

  private void clusteringOrder() {
    cursor.expectOperator("(");
    int position = 0;
    do {
      String expected =
          position < clustering.size()
              ? "clustering column " + clustering.get(position)
              : "no more clustering columns";
      CqlToken at = cursor.peek();
      if (position == clustering.size()
          || !at.isName()
          || !at.name().equals(clustering.get(position))) {
        throw cursor.unexpected(expected);
      }
      String name = cursor.take().name();
      if (cursor.acceptWords("DESC")) {
        descending.add(name);
      } else if (!cursor.acceptWords("ASC")) {
        throw cursor.unexpected("ASC or DESC");
      }
      position++;
    } while (cursor.acceptOperator(","));
    cursor.expectOperator(")");
  }
}
