package io.mysimbdp.samples.ratings;

import io.mysimbdp.tenant.InputRecord;
import java.util.List;

/** A record of a ratings file. */
record RatingRecord(List<String> values) implements InputRecord {

  private static final List<String> COLUMNS = List.of("userid", "movieid", "rating", "timestamp");

  RatingRecord(String... values) {
    this(List.of(values));
  }

  @Override
  public String file() {
    return "ratings.csv";
  }

  @Override
  public long line() {
    return 2;
  }

  @Override
  public long byteOffset() {
    return 0;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String get(String column) {
    return values.get(COLUMNS.indexOf(column));
  }

  @Override
  public String get(int index) {
    return values.get(index);
  }

  @Override
  public String raw() {
    return String.join(",", values);
  }
}
