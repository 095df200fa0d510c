package io.mysimbdp.samples.giftcard;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates as {@code 2015-08-31}, or as {@code 8/31/2015} in exports from spreadsheets. */
final class ReviewDate {

  private ReviewDate() {}

  /** Returns the date, or null when the text is none. */
  static @Nullable LocalDate parse(String text) {
    if (!text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '/')) {
      // The parser of numbers takes signs and the digits of other scripts.
      return null;
    }
    try {
      if (text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
        return LocalDate.of(
            Integer.parseInt(text, 0, 4, 10),
            Integer.parseInt(text, 5, 7, 10),
            Integer.parseInt(text, 8, 10, 10));
      }
      int first = text.indexOf('/');
      int second = text.indexOf('/', first + 1);
      if (first < 1 || second < 0 || text.length() - second != 5) {
        return null;
      }
      return LocalDate.of(
          Integer.parseInt(text, second + 1, text.length(), 10),
          Integer.parseInt(text, 0, first, 10),
          Integer.parseInt(text, first + 1, second, 10));
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }
}
