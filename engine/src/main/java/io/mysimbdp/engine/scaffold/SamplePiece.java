package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.records.Compression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The part of a sample that the test of a project reads. */
final class SamplePiece {

  private static final int MOST_RECORDS = 100;
  private static final int MOST_BYTES = 1 << 16;

  private final String name;
  private final String extension;
  private final byte[] bytes;
  private final SampleRecords read;

  private SamplePiece(String name, String extension, byte[] bytes, SampleRecords read) {
    this.name = name;
    this.extension = extension;
    this.bytes = bytes;
    this.read = read;
  }

  String name() {
    return name;
  }

  /** Returns the sample's, lower case; empty: it has none that could stand in a pattern. */
  String extension() {
    return extension;
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
    String extension = extension(sample.name());
    String name = extension.isEmpty() ? "sample" : "sample." + extension;
    return new SamplePiece(
        name,
        extension,
        bytes,
        SampleRecords.of(new Sample(name, bytes, true, sample.mark()), guess.dialect()));
  }

  private static String extension(String name) {
    String plain = Compression.withoutSuffix(name);
    int dot = plain.lastIndexOf('.');
    String extension = dot < 0 ? "" : plain.substring(dot + 1).toLowerCase(Locale.ROOT);
    return extension.matches("[a-z0-9]{1,10}") ? extension : "";
  }
}
