package io.mysimbdp.bulk.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.bulk.Frame;
import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.bulk.Written;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process as the engine sees it. What it writes is read by a real Cassandra in the engine's
 * tests.
 */
class WriterMainTest {

  @TempDir Path folder;

  private WriterStart start(String create) {
    TableSchema schema =
        new TableSchema(
            "shop",
            "Reviews",
            List.of("CREATE TYPE shop.money (amount int, unit text)"),
            create,
            "INSERT INTO shop.\"Reviews\" (product, id, price, text) VALUES (?, ?, ?, ?)"
                + " USING TIMESTAMP ?",
            List.of("product", "id", "price", "text"),
            List.of(0),
            List.of(1),
            false);
    return new WriterStart(schema, folder.toString(), "bti", 2, 1 << 20);
  }

  private static final String CREATE =
      "CREATE TABLE shop.\"Reviews\" (product text, id int, price frozen<money>, text text,"
          + " PRIMARY KEY (product, id)) WITH gc_grace_seconds = 1";

  private static void row(DataOutputStream out, String product, int id, @Nullable String text)
      throws IOException {
    byte[] key = Writer.bytes(product);
    out.writeInt(key.length);
    out.write(key);
    out.writeInt(4);
    out.writeInt(id);
    out.writeInt(-1);
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] value = Writer.bytes(text);
      out.writeInt(value.length);
      out.write(value);
    }
    out.writeLong(1_700_000_000_000_000L + id);
  }

  private static Frame expect(Writer writer, FrameKind kind) throws IOException {
    Frame frame = Objects.requireNonNull(writer.next(), "the pipe has ended");
    assertThat(frame.kind()).as(() -> kind == FrameKind.FAILED ? "" : said(frame)).isEqualTo(kind);
    return frame;
  }

  private static String said(Frame frame) {
    try {
      return frame.kind() == FrameKind.FAILED ? frame.body().getText() : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> tables(int round) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(round + "/shop/Reviews"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith("-Data.db"))
          .toList();
    }
  }

  @Test
  void writes_the_rows_of_each_round_and_refuses_those_that_cassandra_would() throws Exception {
    try (Writer writer = Writer.start()) {
      writer.send(FrameKind.START, start(CREATE)::to);
      assertThat(expect(writer, FrameKind.READY).body().getInt()).isEqualTo(WriterStart.VERSION);
      writer.send(
          FrameKind.ROWS,
          body -> {
            row(body, "a", 1, "good");
            row(body, "k".repeat(70_000), 2, "its key is too long");
            row(body, "b", 3, null);
            row(body, "", 4, "it has no key");
          });
      writer.send(FrameKind.MARK, body -> {});
      Frame tooLong = expect(writer, FrameKind.REFUSED);
      assertThat(tooLong.body().getLong()).isEqualTo(1);
      assertThat(tooLong.body().getText())
          .isEqualTo("Key length of 70000 is longer than maximum of 65535");
      Frame empty = expect(writer, FrameKind.REFUSED);
      assertThat(empty.body().getLong()).isEqualTo(3);
      assertThat(empty.body().getText()).isEqualTo("Key may not be empty");
      assertThat(expect(writer, FrameKind.ACCEPTED).body().getLong()).isEqualTo(4);

      writer.send(FrameKind.FINISH, body -> {});
      Written first = Written.from(expect(writer, FrameKind.FINISHED).body());
      assertThat(first.rows()).isEqualTo(4);
      assertThat(first.tables()).isEqualTo(tables(0).size()).isPositive();
      assertThat(first.bytes()).isPositive();

      // Nothing between two rounds is no round that could fail.
      writer.send(FrameKind.FINISH, body -> {});
      assertThat(Written.from(expect(writer, FrameKind.FINISHED).body())).isEqualTo(first);
      writer.send(FrameKind.MARK, body -> {});
      assertThat(expect(writer, FrameKind.ACCEPTED).body().getLong()).isEqualTo(4);

      writer.send(
          FrameKind.ROWS,
          body -> {
            body.writeInt(1);
            body.writeByte('c');
            body.writeInt(3);
            body.write(new byte[] {1, 2, 3});
            body.writeInt(-1);
            body.writeInt(-1);
            body.writeLong(5);
            row(body, "c", 5, "good again");
          });
      writer.send(FrameKind.FINISH, body -> {});
      Frame noNumber = expect(writer, FrameKind.REFUSED);
      assertThat(noNumber.body().getLong()).isEqualTo(4);
      assertThat(noNumber.body().getText()).contains("4").contains("3");
      Written third = Written.from(expect(writer, FrameKind.FINISHED).body());
      assertThat(third.rows()).isEqualTo(6);
      assertThat(third.tables()).isEqualTo(first.tables() + tables(2).size());
      assertThat(tables(2)).hasSize(1);
      assertThat(writer.end()).isZero();
    }
  }

  @Test
  void says_so_when_it_does_not_understand_the_table() throws Exception {
    try (Writer writer = Writer.start()) {
      writer.send(
          FrameKind.START, start("CREATE TABLE shop.\"Reviews\" (product texxt PRIMARY KEY)")::to);
      assertThat(expect(writer, FrameKind.FAILED).body().getText()).contains("texxt");
      assertThat(writer.next()).isNull();
      assertThat(writer.end()).isEqualTo(1);
    }
  }

  @Test
  void ends_when_it_is_sent_what_is_no_frame() throws Exception {
    try (Writer writer = Writer.start()) {
      writer.sendRaw(new byte[] {0x7f, 0, 0, 0, 1});
      assertThat(expect(writer, FrameKind.FAILED).body().getText()).contains("Expected a frame of");
      assertThat(writer.next()).isNull();
    }
  }

  @Test
  void ends_when_the_engine_is_gone_before_it_has_said_anything() throws Exception {
    try (Writer writer = Writer.start()) {
      assertThat(writer.end()).isZero();
      assertThat(writer.next()).isNull();
    }
  }
}
