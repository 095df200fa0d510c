package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.verify.SampleSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many rows of a file are read back: a number, or {@code all}. */
final class SampleConverter implements ITypeConverter<SampleSize> {

  static final SampleSize DEFAULT = new SampleSize(1_000);

  @Override
  public SampleSize convert(String text) {
    if (text.equals("all")) {
      return SampleSize.ALL;
    }
    try {
      return new SampleSize(Long.parseLong(text));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "expected a number of rows from 1, or all, got '" + text + "'");
    }
  }
}
