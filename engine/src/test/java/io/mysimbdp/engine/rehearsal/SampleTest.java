package io.mysimbdp.engine.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Dialect;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

  @TempDir private Path folder;

  @Test
  void a_cut_is_at_the_end_of_a_record_also_where_that_is_not_at_the_end_of_a_line()
      throws IOException {
    Path file = file("a.csv", "id,text\n1,\"two\nlines\"\n2,\"two\nmore\"\n3,x\n");

    Sample sample = Sample.of(file, Dialect.csv(), 2, 1 << 20);

    assertThat(sample.isCut()).isTrue();
    assertThat(new String(sample.content(), UTF_8))
        .isEqualTo("id,text\n1,\"two\nlines\"\n2,\"two\nmore\"\n");
  }

  @Test
  void bytes_bound_it_as_well_and_a_whole_file_is_not_called_cut() throws IOException {
    Path file = file("a.csv", "id\n1\n2\n3");

    assertThat(Sample.of(file, Dialect.csv(), 100, 2).size()).isEqualTo(2);
    assertThat(Sample.of(file, Dialect.csv(), 100, 2).isCut()).isTrue();
    assertThat(Sample.of(file, Dialect.csv(), 100, 100).isCut()).isFalse();
    assertThat(Sample.of(file, Dialect.csv(), 3, 100).isCut()).isFalse();
  }

  @Test
  void broken_lines_are_left_out_and_counted() throws IOException {
    Sample sample =
        Sample.of(file("a.csv", "a,b\n1,2\n1\n3,4\n5,6,7\n"), Dialect.csv(), 100, 1 << 20);

    assertThat(sample.malformed()).isEqualTo(2);
    assertThat(new String(sample.content(), UTF_8)).isEqualTo("a,b\n1,2\n3,4\n");
  }

  @Test
  void compressed_files_are_read_and_files_made_of_them_are_not_compressed() throws IOException {
    Path file = folder.resolve("toys.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\n1\n".getBytes(UTF_8));
    }

    Sample sample = Sample.of(file, Dialect.csv(), 100, 1 << 20);

    assertThat(sample.size()).isEqualTo(1);
    assertThat(sample.name("half-1")).isEqualTo("toys-half-1.csv");
  }

  @Test
  void a_record_is_written_so_that_it_is_read_as_it_was() throws IOException {
    Sample sample =
        Sample.of(file("a.csv", "a,b,c\n\"x \"\"y\"\"\",\"1,2\",\n"), Dialect.csv(), 9, 1 << 20);

    List<String> values = sample.records().get(0).values();
    Path again = file("b.csv", "a,b,c\n" + sample.line(values) + "\n");

    assertThat(values).containsExactly("x \"y\"", "1,2", "");
    assertThat(Sample.of(again, Dialect.csv(), 9, 1 << 20).records().get(0).values())
        .isEqualTo(values);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
