package io.mysimbdp.engine.schema;

import io.mysimbdp.engine.cql.CqlScript;
import io.mysimbdp.engine.cql.CqlSyntaxException;
import io.mysimbdp.engine.cql.CqlTable;
import io.mysimbdp.engine.cql.CqlToken;
import io.mysimbdp.engine.cql.TokenCursor;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a script of CREATE TABLE and CREATE TYPE statements; no others are allowed. */
final class SchemaParser {

  private final String keyspace;
  private final String origin;

  /**
   * Prepares to read.
   *
   * @param keyspace the only one that names may be qualified with
   * @param origin of the script, for messages
   */
  SchemaParser(String keyspace, String origin) {
    this.keyspace = keyspace;
    this.origin = origin;
  }

  /** Returns the declarations in their order. */
  List<Declaration> parse(String script) {
    List<Declaration> declarations = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (CqlScript.Part part : split(script).statements()) {
      Declaration declaration = declaration(part);
      String what = name(declaration);
      Integer earlier = lines.putIfAbsent(what, part.line());
      if (earlier != null) {
        throw invalid(part.line(), what + " is declared before, on line " + earlier);
      }
      declarations.add(declaration);
    }
    return declarations;
  }

  private static String name(Declaration declaration) {
    if (declaration.table() != null) {
      return "table " + declaration.table().name();
    }
    return declaration.type() != null ? "type " + declaration.type().name() : "";
  }

  private CqlScript split(String script) {
    try {
      return CqlScript.split(script);
    } catch (CqlSyntaxException e) {
      throw invalid(e);
    }
  }

  private Declaration declaration(CqlScript.Part part) {
    TokenCursor cursor = new TokenCursor(part.tokens());
    boolean isTable = cursor.acceptWords("CREATE", "TABLE");
    if (!isTable && !cursor.acceptWords("CREATE", "TYPE")) {
      throw invalid(
          part.line(), leading(part) + " is not allowed, only CREATE TABLE and CREATE TYPE are");
    }
    try {
      cursor.acceptWords("IF", "NOT", "EXISTS");
      CqlTable name = cursor.expectTable(isTable ? "a table name" : "a type name");
      if (name.keyspace() != null && !name.keyspace().equals(keyspace)) {
        throw invalid(part.line(), name + " is outside the tenant's keyspace " + keyspace);
      }
      CqlToken open = cursor.peek();
      TableShape table = isTable ? new TableParser(cursor, keyspace).parse(name.name()) : null;
      TypeShape type = isTable ? null : TableParser.type(cursor, keyspace, name.name());
      int start = open.offset() - part.tokens().get(0).offset();
      return new Declaration(table, type, part.line(), part.text().substring(start));
    } catch (CqlSyntaxException e) {
      throw invalid(e);
    }
  }

  private static String leading(CqlScript.Part part) {
    TokenCursor cursor = new TokenCursor(part.tokens());
    String first = cursor.take().text();
    CqlToken second = cursor.peek();
    boolean both = second.kind() == CqlToken.Kind.WORD && first.equalsIgnoreCase("CREATE");
    return (both ? first + " " + second.text() : first).toUpperCase(Locale.ROOT);
  }

  private EngineException invalid(CqlSyntaxException e) {
    return new EngineException(
        FailureCode.SCHEMA_INVALID,
        origin + ":" + e.line() + ": " + e.reason() + " in column " + e.column(),
        e);
  }

  private EngineException invalid(int line, String reason) {
    return new EngineException(FailureCode.SCHEMA_INVALID, origin + ":" + line + ": " + reason);
  }
}
