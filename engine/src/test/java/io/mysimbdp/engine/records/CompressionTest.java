package io.mysimbdp.engine.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

  @ParameterizedTest
  @CsvSource({
    "a.tsv, NONE",
    "a.tsv.gz, GZIP",
    "A.TSV.GZ, GZIP",
    "a.csv.zst, ZSTD",
    "a.gz.tsv, NONE",
    "gz, NONE"
  })
  void the_name_tells_the_compression(String name, Compression expected) {
    assertThat(Compression.ofFileName(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void what_is_compressed_in_several_parts_is_read_wholly(Compression compression)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(compressed(compression, "one,"));
    file.writeBytes(compressed(compression, "two,"));
    file.writeBytes(compressed(compression, "three"));

    byte[] content = compression.open(new ByteArrayInputStream(file.toByteArray())).readAllBytes();

    assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo("one,two,three");
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "ZSTD"})
  void data_that_ends_too_early_is_an_error(Compression compression) throws IOException {
    byte[] whole = compressed(compression, "x".repeat(100_000) + Math.PI);
    byte[] half = Arrays.copyOf(whole, whole.length - 6);

    assertThatThrownBy(() -> compression.open(new ByteArrayInputStream(half)).readAllBytes())
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_second_part_that_is_cut_short_anywhere_is_an_error() throws IOException {
    byte[] one = compressed(Compression.GZIP, "one");
    byte[] two = compressed(Compression.GZIP, "two");
    for (int kept = 1; kept < two.length; kept++) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(one);
      file.write(two, 0, kept);

      assertThatThrownBy(
              () ->
                  Compression.GZIP
                      .open(new ByteArrayInputStream(file.toByteArray()))
                      .readAllBytes())
          .as("%d bytes of the second part", kept)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_is_no_gzip_is_an_error_at_once() {
    assertThatThrownBy(
            () ->
                Compression.GZIP.open(
                    new ByteArrayInputStream("plain".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class)
        .hasMessage("Input is not in the .gz format.");
  }

  private static byte[] compressed(Compression compression, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.create(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
