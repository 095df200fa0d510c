package io.mysimbdp.engine.schema;

import io.mysimbdp.engine.cql.CqlName;
import io.mysimbdp.engine.cql.CqlSyntaxException;
import io.mysimbdp.engine.cql.CqlToken;
import io.mysimbdp.engine.cql.CqlTokenizer;
import io.mysimbdp.engine.cql.TokenCursor;
import java.util.Set;

/**
 * A column's type in the one spelling by which two can be compared.
 *
 * <p>Frozen is kept at the top only: inside another type all that can be frozen is, whether written
 * or not. Tuples and vectors are always frozen, {@code varchar} is {@code text}.
 */
final class CqlType {

  private static final Set<String> COLLECTIONS = Set.of("list", "set", "map");
  private static final Set<String> ALWAYS_FROZEN = Set.of("tuple", "vector");
  private static final int DEEPEST = 32;

  private final String keyspace;
  private final TokenCursor cursor;

  private CqlType(String keyspace, TokenCursor cursor) {
    this.keyspace = keyspace;
    this.cursor = cursor;
  }

  /** Reads a type that a script declares; a keyspace before its name must be the given one. */
  static String parse(TokenCursor cursor, String keyspace) {
    return new CqlType(keyspace, cursor).type(0);
  }

  /** Reads a type as Cassandra's own tables show it. */
  static String parse(String type, String keyspace) {
    return parse(new TokenCursor(CqlTokenizer.tokenize(type)), keyspace);
  }

  private String type(int depth) {
    CqlToken first = cursor.peek();
    if (depth > DEEPEST) {
      throw cursor.unexpected("at most " + DEEPEST + " types within each other");
    }
    boolean plain = first.kind() == CqlToken.Kind.WORD;
    // SET is reserved, so it is no name, but it is a type.
    String name = plain && first.isWord("SET") ? cursor.take().name() : name();
    if (plain && cursor.acceptOperator("<")) {
      return parameterised(name, depth);
    }
    if (plain && name.equals("varchar")) {
      return "text";
    }
    return plain ? name : CqlName.render(name);
  }

  private String name() {
    String name = cursor.expectName("a type");
    if (!cursor.peek().isOperator(".")) {
      return name;
    }
    if (!name.equals(keyspace)) {
      throw cursor.unexpected("a type of keyspace " + keyspace + " rather than of " + name);
    }
    cursor.take();
    return cursor.expectName("a type");
  }

  private String parameterised(String name, int depth) {
    String result;
    if (name.equals("frozen")) {
      String inner = type(depth + 1);
      boolean implied = inner.startsWith("frozen<") || isAlwaysFrozen(inner);
      result = implied ? inner : "frozen<" + inner + ">";
    } else if (name.equals("vector")) {
      String element = thawed(type(depth + 1));
      cursor.expectOperator(",");
      if (cursor.peek().kind() != CqlToken.Kind.NUMBER) {
        throw cursor.unexpected("the vector's length");
      }
      result = "vector<" + element + ", " + cursor.take().text() + ">";
    } else if (COLLECTIONS.contains(name) || name.equals("tuple")) {
      StringBuilder parameters = new StringBuilder(thawed(type(depth + 1)));
      while (cursor.acceptOperator(",")) {
        parameters.append(", ").append(thawed(type(depth + 1)));
      }
      result = name + "<" + parameters + ">";
    } else {
      throw cursor.unexpected("frozen, list, set, map, tuple or vector before '<'");
    }
    cursor.expectOperator(">");
    return result;
  }

  private static boolean isAlwaysFrozen(String type) {
    return ALWAYS_FROZEN.stream().anyMatch(name -> type.startsWith(name + "<"));
  }

  private static String thawed(String type) {
    return type.startsWith("frozen<") ? type.substring(7, type.length() - 1) : type;
  }

  /** Tells whether a text is a type at all; Cassandra shows custom types as class names. */
  static String shown(String type, String keyspace) {
    try {
      return parse(type, keyspace);
    } catch (CqlSyntaxException e) {
      return type;
    }
  }
}
