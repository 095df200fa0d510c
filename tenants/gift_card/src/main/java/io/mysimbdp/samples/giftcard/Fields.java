package io.mysimbdp.samples.giftcard;

import io.mysimbdp.tenant.InputRecord;
import java.util.Locale;

/** The fields of a review, checked. */
final class Fields {

  private Fields() {}

  static String required(InputRecord record, String column) throws BadFieldException {
    String value = record.get(column).strip();
    if (value.isEmpty()) {
      throw new BadFieldException(column, column + " is empty; it is part of the key");
    }
    return value;
  }

  static String lowerCase(InputRecord record, String column) {
    return record.get(column).strip().toLowerCase(Locale.ROOT);
  }

  static int number(InputRecord record, String column) throws BadFieldException {
    return atLeast(record, column, Integer.MIN_VALUE, "a whole number");
  }

  static int votes(InputRecord record, String column) throws BadFieldException {
    return atLeast(record, column, 0, "a number of votes");
  }

  static int stars(InputRecord record, String column) throws BadFieldException {
    String value = record.get(column).strip();
    if (value.length() != 1 || value.charAt(0) < '1' || value.charAt(0) > '5') {
      throw new BadFieldException(column, column + " is '" + value + "'; expected 1 to 5");
    }
    return value.charAt(0) - '0';
  }

  static boolean yesOrNo(InputRecord record, String column) throws BadFieldException {
    String value = record.get(column).strip();
    if (value.equalsIgnoreCase("y")) {
      return true;
    }
    if (value.equalsIgnoreCase("n")) {
      return false;
    }
    throw new BadFieldException(column, column + " is '" + value + "'; expected Y or N");
  }

  private static int atLeast(InputRecord record, String column, int least, String expected)
      throws BadFieldException {
    // Exports from spreadsheets pad numbers with blanks.
    String value = record.get(column).strip();
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new BadFieldException(column, column + " is '" + value + "'; expected " + expected);
  }
}
