package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.Limits;
import java.util.Locale;

/** How amounts look in decisions: exact, with thousands set apart. */
final class Amounts {

  private Amounts() {}

  static String count(long count) {
    return count == Limits.UNLIMITED ? "unlimited" : String.format(Locale.ROOT, "%,d", count);
  }

  static String bytes(long bytes) {
    return bytes == Limits.UNLIMITED
        ? "unlimited"
        : count(bytes) + (bytes == 1 ? " byte" : " bytes");
  }
}
