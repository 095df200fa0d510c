package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads single values. Stricter than HOCON where HOCON guesses: a duration needs a unit, a whole
 * number has no fraction that could be cut off, a list is written as one.
 */
final class Values {

  private static final String DURATION = "a duration such as 30s or 5 minutes";
  private static final String SIZE = "a size such as 40 KiB or 64 MiB";
  private static final String KEY = "v";

  private Values() {}

  static String text(ConfigValue value) throws Unfit {
    if (!isScalar(value)) {
      throw new Unfit("a text");
    }
    return value.atKey(KEY).getString(KEY);
  }

  static long wholeNumber(ConfigValue value) throws Unfit {
    try {
      return parsed(value).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Unfit("a whole number");
    }
  }

  static double number(ConfigValue value) throws Unfit {
    return decimal(value).doubleValue();
  }

  /** Returns a number exactly as it is written; it never was a binary fraction. */
  static BigDecimal decimal(ConfigValue value) throws Unfit {
    try {
      return parsed(value);
    } catch (NumberFormatException e) {
      throw new Unfit("a number");
    }
  }

  static boolean flag(ConfigValue value) throws Unfit {
    return switch (isScalar(value) ? text(value).toLowerCase(Locale.ROOT) : "") {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new Unfit("true or false");
    };
  }

  static Duration duration(ConfigValue value) throws Unfit {
    // A number without a unit would be milliseconds to HOCON and seconds to most people.
    if (value.valueType() != ConfigValueType.STRING
        || text(value).chars().noneMatch(Character::isLetter)) {
      throw new Unfit(DURATION);
    }
    try {
      return value.atKey(KEY).getDuration(KEY);
    } catch (com.typesafe.config.ConfigException | ArithmeticException e) {
      throw new Unfit(DURATION);
    }
  }

  static long bytes(ConfigValue value) throws Unfit {
    if (value.valueType() == ConfigValueType.NUMBER) {
      try {
        return wholeNumber(value);
      } catch (Unfit e) {
        throw new Unfit(SIZE);
      }
    }
    if (value.valueType() != ConfigValueType.STRING) {
      throw new Unfit(SIZE);
    }
    try {
      return value.atKey(KEY).getBytes(KEY);
    } catch (com.typesafe.config.ConfigException | ArithmeticException e) {
      throw new Unfit(SIZE);
    }
  }

  static List<String> texts(ConfigValue value) throws Unfit {
    if (!(value instanceof ConfigList list)) {
      throw new Unfit("a list of texts such as [\"a\", \"b\"]");
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : list) {
      texts.add(text(element));
    }
    return texts;
  }

  private static BigDecimal parsed(ConfigValue value) throws Unfit {
    if (value.valueType() != ConfigValueType.NUMBER
        && value.valueType() != ConfigValueType.STRING) {
      throw new NumberFormatException();
    }
    String text = text(value).strip();
    // 1e999999999 would be a number of a billion digits.
    if (text.length() > 40) {
      throw new NumberFormatException();
    }
    BigDecimal decimal = new BigDecimal(text);
    if (Math.abs((long) decimal.scale()) > 400) {
      throw new NumberFormatException();
    }
    return decimal;
  }

  private static boolean isScalar(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> true;
      case OBJECT, LIST, NULL -> false;
    };
  }
}
