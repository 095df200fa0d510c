package io.mysimbdp.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.DelimitedReader;
import io.mysimbdp.engine.records.MalformedRecord;
import io.mysimbdp.engine.records.Parsed;
import io.mysimbdp.engine.records.ParsedRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoisonTest {

  private static final String CSV = "id,name,born\n7,\"Smith, J.\",1970-01-01\n8,Ann,1980-02-02\n";
  private static final String TSV = "id\tname\tborn\n7\t\"Smith\t1970-01-01\n8\tAnn\t1980-02-02\n";

  @TempDir private Path folder;

  static Stream<Arguments> dialects() {
    return Stream.of(
        Arguments.of("csv", CSV, Dialect.csv()),
        Arguments.of("tsv", TSV, Dialect.tsv()),
        Arguments.of("latin", TSV, in("ISO-8859-1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void what_is_called_malformed_is_what_the_engine_rejects(
      String name, String text, Dialect dialect) throws IOException {
    Sample sample = sample(name, text, dialect);

    for (Poison.Kind kind : new Poison(sample).kinds()) {
      for (byte[] line : kind.lines()) {
        List<Parsed> parsed = read(sample, kind.isBehindMark(), line);
        assertThat(parsed).as(kind.name()).hasSize(3);
        assertThat(parsed.get(1) instanceof MalformedRecord)
            .as(kind.name() + ": " + parsed.get(1).raw())
            .isEqualTo(kind.isMalformed());
        assertThat(parsed.get(0)).as("the good line before").isInstanceOf(ParsedRecord.class);
        assertThat(parsed.get(2)).as("the good line behind").isInstanceOf(ParsedRecord.class);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void each_column_is_spoilt_in_turn_and_no_other_with_it(String name, String text, Dialect dialect)
      throws IOException {
    Sample sample = sample(name, text, dialect);
    List<String> good = sample.records().get(0).values();

    for (String kind :
        new String[] {"wrong-type", "large-number", "empty-cell", "blank-cell", "long-field"}) {
      List<byte[]> lines = kind(sample, kind).lines();
      assertThat(lines).as(kind).hasSize(3);
      for (int spoilt = 0; spoilt < 3; spoilt++) {
        ParsedRecord record = (ParsedRecord) read(sample, false, lines.get(spoilt)).get(1);
        for (int i = 0; i < 3; i++) {
          if (i == spoilt) {
            assertThat(record.get(i)).as(kind).isNotEqualTo(good.get(i));
          } else {
            assertThat(record.get(i)).as(kind).isEqualTo(good.get(i));
          }
        }
      }
    }
  }

  @Test
  void what_an_encoding_or_a_dialect_cannot_have_is_left_out() throws IOException {
    assertThat(names(sample("csv", CSV, Dialect.csv())))
        .contains("open-quote", "bad-utf-8", "byte-order-mark", "beyond-ascii");
    assertThat(names(sample("tsv", TSV, Dialect.tsv()))).doesNotContain("open-quote");
    assertThat(names(sample("latin", TSV, in("ISO-8859-1"))))
        .doesNotContain("bad-utf-8", "byte-order-mark", "beyond-ascii")
        .contains("nul");
    assertThat(names(sample("one", "id\n7\n", Dialect.csv())))
        .doesNotContain("too-few-columns", "empty-cell");
  }

  @Test
  void a_file_of_thousands_of_columns_gets_a_bounded_number_of_lines() throws IOException {
    String header =
        String.join(",", Stream.iterate(0, i -> i + 1).limit(2000).map(i -> "c" + i).toList());
    Sample sample = sample("wide", header + "\n" + ",".repeat(1999) + "\n", Dialect.csv());

    assertThat(kind(sample, "long-field").lines()).hasSize(40);
  }

  private static List<String> names(Sample sample) {
    return new Poison(sample).kinds().stream().map(Poison.Kind::name).toList();
  }

  private static Poison.Kind kind(Sample sample, String name) {
    return new Poison(sample)
        .kinds().stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
  }

  /** Reads the line between two good ones, as the engine does. */
  private static List<Parsed> read(Sample sample, boolean isBehindMark, byte[] line)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (isBehindMark) {
      file.writeBytes(Poison.mark());
    }
    file.writeBytes(sample.content(0, 1));
    file.writeBytes(line);
    file.write('\n');
    file.writeBytes(sample.lines(0, 1));
    List<Parsed> all = new ArrayList<>();
    try (DelimitedReader reader =
        DelimitedReader.open(
            new ByteArrayInputStream(file.toByteArray()), "poison", sample.dialect())) {
      Parsed next = reader.next();
      while (next != null) {
        all.add(next);
        next = reader.next();
      }
    }
    return all;
  }

  private Sample sample(String name, String text, Dialect dialect) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".txt"), text);
    return Sample.of(file, dialect, 100, 1 << 20);
  }

  private static Dialect in(String encoding) {
    Dialect tsv = Dialect.tsv();
    return new Dialect(
        tsv.format(),
        tsv.delimiter(),
        tsv.quote(),
        tsv.escape(),
        encoding,
        tsv.skipLines(),
        tsv.headerLines(),
        tsv.columns(),
        tsv.maxRecordBytes(),
        tsv.maxFieldBytes());
  }
}
