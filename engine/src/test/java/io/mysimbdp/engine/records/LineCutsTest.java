package io.mysimbdp.engine.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts hold exactly the records of the whole, wherever a file is cut. */
class LineCutsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\tb\n1\t2\n3\t4\n5\t6\n",
        "a\tb\n1\t2\n3\t4\n5\t6",
        "a\tb\r\n1\t2\r\n3\t4\r\n\r\n5\t6\r\n",
        "a\tb\r1\t2\r3\t4\r5\t6\r",
        "\ufeffa\tb\n1\t2\n3\t4\n",
        "\n\na\tb\n\n1\t2\n\n\n3\t4\n\n",
        "a\tb\n1\t2\nbad\n3\t4\tx\n\"5\t6\n7\"\t8\n",
        "a\tb\n1\taaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n3\t4\n",
        "a\tb\n1\tä€😀\n2\t\u0000\n\r\n3\tx\r\r\n4\t5",
        "a\tb\n",
        "a\tb",
        "",
      })
  void parts_hold_exactly_the_records_of_the_whole(String text) throws IOException {
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    List<String> whole = read(file, null, file.length);

    for (long most = 1; most <= file.length + 1; most++) {
      assertThat(inParts(file, null, most)).as("parts of %d", most).isEqualTo(whole);
    }
  }

  @Test
  void what_is_left_of_a_file_is_cut_as_well() throws IOException {
    byte[] file = "a\tb\n1\t2\n\n3\t4\nbad\n5\t6\n".getBytes(StandardCharsets.UTF_8);
    LinePlace from = new LinePlace(9, 4);
    List<String> rest = read(file, from, file.length);

    assertThat(rest.get(0)).startsWith("4@9");
    for (long most = 1; most <= file.length; most++) {
      assertThat(inParts(file, from, most)).isEqualTo(rest);
    }
  }

  @Test
  void a_cut_is_at_the_first_line_behind_each_share_of_the_file() throws IOException {
    byte[] file = ("a\n" + "12345678\n".repeat(100)).getBytes(StandardCharsets.UTF_8);

    LineCuts cuts = cuts(file, null, 300);

    assertThat(cuts.begin()).isEqualTo(new LinePlace(2, 2));
    assertThat(cuts.inner()).containsExactly(new LinePlace(308, 36), new LinePlace(605, 69));
    assertThat(cuts.end()).isEqualTo(new LinePlace(902, 102));
    assertThat(cuts.preamble()).isEqualTo(new byte[] {'a', '\n'});
  }

  @Test
  void who_is_stopped_finds_no_cuts() throws IOException {
    byte[] file = "a\n1\n2\n".getBytes(StandardCharsets.UTF_8);

    assertThat(
            LineCuts.find(
                new ByteArrayInputStream(file),
                "f",
                file.length,
                Dialect.tsv(),
                null,
                1,
                () -> true))
        .isNull();
  }

  private static List<String> inParts(byte[] file, @Nullable LinePlace from, long most)
      throws IOException {
    LineCuts cuts = cuts(file, from, most);
    List<String> all = new ArrayList<>();
    for (int i = 0; i <= cuts.inner().size(); i++) {
      all.addAll(
          read(
              file,
              i == 0 ? from : cuts.inner().get(i - 1),
              i == cuts.inner().size() ? file.length : cuts.inner().get(i).byteOffset()));
    }
    return all;
  }

  private static LineCuts cuts(byte[] file, @Nullable LinePlace from, long most)
      throws IOException {
    return Objects.requireNonNull(
        LineCuts.find(
            new ByteArrayInputStream(file),
            "f",
            file.length,
            Dialect.tsv(),
            from,
            most,
            () -> false));
  }

  private static String shown(MalformedRecord record) {
    return record.line() + "@" + record.byteOffset() + " " + record.rule() + " " + record.raw();
  }

  private static List<String> read(byte[] file, @Nullable LinePlace from, long end)
      throws IOException {
    List<String> records = new ArrayList<>();
    try (DelimitedReader reader =
        DelimitedReader.open(new ByteArrayInputStream(file), "f", Dialect.tsv())) {
      if (from != null) {
        reader.resume(from.byteOffset(), from.line());
      }
      reader.endAt(end);
      for (Parsed each = reader.next(); each != null; each = reader.next()) {
        records.add(
            each instanceof ParsedRecord record
                ? record.line() + "@" + record.byteOffset() + " " + record.raw()
                : shown((MalformedRecord) each));
      }
    }
    return records;
  }
}
