package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.records.Compression;
import java.util.Arrays;
import java.util.List;

/** The part of a sample that the test of a project reads. */
final class SamplePiece {

  private static final int MOST_RECORDS = 100;
  private static final int MOST_BYTES = 1 << 16;

  private final String name;
  private final String suffix;
  private final byte[] bytes;
  private final SampleRecords read;

  private SamplePiece(String name, String suffix, byte[] bytes, SampleRecords read) {
    this.name = name;
    this.suffix = suffix;
    this.bytes = bytes;
    this.read = read;
  }

  String name() {
    return name;
  }

  /**
   * Returns the end of the sample's name from its extension on, as it is written: {@code .CSV.gz};
   * empty: it has no extension that could stand in a pattern.
   */
  String suffix() {
    return suffix;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns its records. */
  SampleRecords read() {
    return read;
  }

  static SamplePiece of(Guess guess) {
    Sample sample = guess.sample();
    List<SampleRecords.Entry> records = guess.records().records();
    int end = sample.bytes().length;
    for (int i = 1; i < records.size(); i++) {
      long offset = records.get(i).offset();
      if (i >= MOST_RECORDS || offset > MOST_BYTES) {
        end = (int) offset;
        break;
      }
    }
    byte[] bytes = Arrays.copyOf(sample.bytes(), end);
    String suffix = suffix(sample.name());
    String name = "sample" + Compression.withoutSuffix(suffix);
    return new SamplePiece(
        name,
        suffix,
        bytes,
        SampleRecords.of(new Sample(name, bytes, true, sample.mark()), guess.dialect()));
  }

  private static String suffix(String name) {
    String plain = Compression.withoutSuffix(name);
    int dot = plain.lastIndexOf('.');
    boolean fits = dot >= 0 && plain.substring(dot + 1).matches("[A-Za-z0-9]{1,10}");
    return fits ? name.substring(dot) : "";
  }
}
