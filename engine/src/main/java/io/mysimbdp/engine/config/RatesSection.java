package io.mysimbdp.engine.config;

/** Binds the keys {@code rows-per-second} and {@code bytes-per-second} of a block. */
final class RatesSection {

  private static final long EIB = 1L << 60;

  private RatesSection() {}

  static Rates bind(ConfigReader block) {
    return new Rates(
        block.countOrUnlimited("rows-per-second", Unit.ROWS_PER_SECOND, 1),
        block.bytesOrUnlimited("bytes-per-second", Unit.BYTES_PER_SECOND, 1, EIB));
  }
}
