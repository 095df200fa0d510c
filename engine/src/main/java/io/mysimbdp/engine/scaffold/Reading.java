package io.mysimbdp.engine.scaffold;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to read the texts of a column as values of a CQL type.
 *
 * @param cql the type of the column
 * @param what a few words for people, in the plural: {@code whole numbers}
 * @param method the method of the project's {@code Values} that does the same
 * @param argument what that method is given besides the column; null: nothing
 * @param values makes the value; throws {@link IllegalArgumentException} or {@link
 *     java.time.DateTimeException} where the text is none
 */
record Reading(
    String cql,
    String what,
    String method,
    @Nullable String argument,
    Function<String, Object> values) {

  /** Tells whether a text, without blanks around it, can be read like this. */
  boolean fits(String text) {
    try {
      return values.apply(text) != null;
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return false;
    }
  }

  /** Returns what the project says is expected where a value is none of this type. */
  String expected() {
    return switch (method) {
      case "integer", "bigint" -> "a whole number like 12";
      case "decimal" -> "a number like 12.5";
      case "floating" -> "a number like 12.5 or 1e-7";
      case "bool" -> String.valueOf(argument).replace("/", " or ");
      case "uuid" -> "a UUID like 123e4567-e89b-12d3-a456-426614174000";
      case "date" -> "a date like " + argument;
      case "instant" -> "a time like 2026-01-31T08:00:00.000Z";
      case "utc" -> "a time like " + (argument == null ? "2026-01-31 08:00:00.000" : argument);
      case "epochSeconds", "epochMillis" -> what + ", from 1973 to 2099";
      default -> throw new IllegalStateException(method + " takes every text");
    };
  }

  /** Tells whether it is the reading that takes every text as it is. */
  boolean isText() {
    return cql.equals("text");
  }
}
