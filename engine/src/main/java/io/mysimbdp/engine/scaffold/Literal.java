package io.mysimbdp.engine.scaffold;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Values as they stand in sources. */
final class Literal {

  private Literal() {}

  /** Returns a text as a literal of Java, in quotes. What is no plain character is escaped. */
  static String java(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c == '\t') {
        literal.append("\\t");
      } else if (c == '\n') {
        literal.append("\\n");
      } else if (c == '\r') {
        literal.append("\\r");
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  /** Returns a text as a string of HOCON, in quotes. */
  static String hocon(String text) {
    // Both take the escapes of JSON.
    return java(text);
  }

  /** Returns an expression that gives the value. */
  static String expression(Object value) {
    if (value instanceof Long number) {
      return number + "L";
    }
    if (value instanceof BigDecimal number) {
      return "new BigDecimal(\"" + number + "\")";
    }
    if (value instanceof LocalDate || value instanceof Instant) {
      return value.getClass().getSimpleName() + ".parse(\"" + value + "\")";
    }
    if (value instanceof UUID) {
      return "UUID.fromString(\"" + value + "\")";
    }
    return value instanceof String text ? java(text) : value.toString();
  }

  /** Returns what such an expression needs to be imported. */
  static Optional<String> imported(Object value) {
    String type = value.getClass().getName();
    return type.startsWith("java.lang.") ? Optional.empty() : Optional.of(type);
  }
}
