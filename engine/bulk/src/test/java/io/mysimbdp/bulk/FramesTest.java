package io.mysimbdp.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.bulk.RowReader.Values;
import io.mysimbdp.bulk.StreamOrder.Replica;
import io.mysimbdp.bulk.StreamOrder.TokenRange;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What crosses the pipe arrives, and what is none of that is found out. */
class FramesTest {

  private static final int LONGEST = 1_000;

  private static final TableSchema SCHEMA =
      new TableSchema(
          "shop",
          "Reviews",
          List.of("CREATE TYPE shop.money (amount decimal)"),
          "CREATE TABLE …",
          "INSERT …",
          List.of("Product", "id", "amount"),
          List.of(2, 0),
          List.of(1),
          true);

  private static Frame sent(FrameKind kind, FrameWriter.Body body) throws IOException {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    new FrameWriter(pipe).send(kind, body);
    return Objects.requireNonNull(read(pipe.toByteArray()).next());
  }

  private static FrameReader read(byte[] pipe) {
    return new FrameReader(new ByteArrayInputStream(pipe), LONGEST);
  }

  @Test
  void a_start_arrives_as_it_was_sent() throws Exception {
    WriterStart start = new WriterStart(SCHEMA, "sstables/1", "bti", 2, 32 << 20);
    Frame frame = sent(FrameKind.START, start::to);
    assertThat(frame.kind()).isEqualTo(FrameKind.START);
    assertThat(WriterStart.from(frame.body())).isEqualTo(start);
    assertThat(frame.body().hasMore()).isFalse();
  }

  @Test
  void an_order_to_stream_arrives_as_it_was_sent_and_is_not_read_when_cut_off() throws Exception {
    StreamOrder order =
        new StreamOrder(
            3,
            new UUID(1, 2),
            List.of(
                new Replica("127.0.0.1", 7000, List.of(new TokenRange(-5, Long.MIN_VALUE))),
                new Replica("::1", 7001, List.of())));
    Frame frame = sent(FrameKind.STREAM, order::to);
    assertThat(StreamOrder.from(frame.body())).isEqualTo(order);
    assertThat(frame.body().hasMore()).isFalse();

    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    order.to(new DataOutputStream(whole));
    for (int length = 0; length < whole.size(); length++) {
      FrameBody cut = new FrameBody(Arrays.copyOf(whole.toByteArray(), length));
      assertThatThrownBy(() -> StreamOrder.from(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(BrokenFrameException.class);
    }
  }

  @Test
  void an_order_that_makes_no_sense_is_not_read() throws Exception {
    Frame frame =
        sent(
            FrameKind.STREAM,
            body -> {
              body.writeInt(-1);
              body.writeLong(0);
              body.writeLong(0);
              body.writeInt(0);
            });
    assertThatThrownBy(() -> StreamOrder.from(frame.body()))
        .isInstanceOf(BrokenFrameException.class)
        .hasMessage("Expected a round from 0 and a node, got -1 and []");
  }

  @Test
  void a_start_of_another_version_is_not_read() throws Exception {
    Frame frame = sent(FrameKind.START, body -> body.writeInt(WriterStart.VERSION + 1));
    assertThatThrownBy(() -> WriterStart.from(frame.body()))
        .isInstanceOf(BrokenFrameException.class)
        .hasMessage("Expected version 2 of the protocol, got 3");
  }

  @Test
  void a_start_cut_off_anywhere_is_not_read() throws Exception {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    new WriterStart(SCHEMA, "sstables/1", "bti", 2, 32 << 20).to(new DataOutputStream(whole));
    for (int length = 0; length < whole.size(); length++) {
      FrameBody cut = new FrameBody(Arrays.copyOf(whole.toByteArray(), length));
      assertThatThrownBy(() -> WriterStart.from(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(BrokenFrameException.class);
    }
  }

  @Test
  void a_key_column_that_is_none_of_the_columns_is_not_taken() {
    assertThatThrownBy(
            () ->
                new TableSchema(
                    "k", "t", List.of(), "", "", List.of("a", "b"), List.of(2), List.of(), false))
        .hasMessage("Expected a column below 2, got 2");
  }

  @Test
  void rows_arrive_with_their_gaps_and_times_one_behind_the_other() throws Exception {
    Frame frame =
        sent(
            FrameKind.ROWS,
            body -> {
              body.writeInt(2);
              body.writeShort(7);
              body.writeInt(-1);
              body.writeLong(1_000);
              body.writeInt(0);
              body.writeInt(1);
              body.writeByte(9);
              body.writeLong(1_001);
            });
    RowReader reader = new RowReader(2);
    Values first = reader.next(frame.body()).values();
    Values second = reader.next(frame.body()).values();
    assertThat(frame.body().hasMore()).isFalse();
    assertThat(first.columns())
        .containsExactly(ByteBuffer.allocate(2).putShort((short) 7).flip(), null);
    assertThat(first.writeTime().getLong()).isEqualTo(1_000);
    assertThat(first.hasAll(List.of(0))).isTrue();
    assertThat(first.hasAll(List.of(0, 1))).isFalse();
    assertThat(second.columns())
        .containsExactly(ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {9}));
    assertThat(second.writeTime().getLong()).isEqualTo(1_001);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "fffffffe,                             -2",
    "7fffffff,                             2147483647 bytes",
    "0000000101,                           got the last 0 of a frame",
    "00000001010000000000000000000000,     bytes"
  })
  void a_row_that_claims_what_is_not_there_is_not_read(String hex, String said) {
    FrameBody body = new FrameBody(HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> new RowReader(2).next(body))
        .isInstanceOf(BrokenFrameException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "000003e900,     'Expected a frame of at most 1000 bytes, got the length 1001'",
    "ffffffff00,     'Expected a frame of at most 1000 bytes, got the length -1'",
    "0000000063,     'Expected a kind of frame, got 99'"
  })
  void what_is_no_frame_is_found_out(String hex, String said) {
    FrameReader reader = read(HexFormat.of().parseHex(hex));
    assertThatThrownBy(reader::next).isInstanceOf(BrokenFrameException.class).hasMessage(said);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"00", "0000000400", "000000040001", "0000000400010203"})
  void a_pipe_that_ends_within_a_frame_is_no_end(String hex) {
    FrameReader reader = read(HexFormat.of().parseHex(hex));
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @Test
  void a_pipe_that_ends_behind_a_frame_is_the_end() throws Exception {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    new FrameWriter(pipe).send(FrameKind.FINISH);
    FrameReader reader = read(pipe.toByteArray());
    assertThat(Objects.requireNonNull(reader.next()).kind()).isEqualTo(FrameKind.FINISH);
    assertThat(reader.next()).isNull();
  }

  @Test
  void numbers_that_cannot_be_are_not_believed() throws Exception {
    Frame frame = sent(FrameKind.PROGRESS, body -> new Written(1, -1, 3, 0).to(body));
    assertThatThrownBy(() -> Written.from(frame.body()))
        .isInstanceOf(BrokenFrameException.class)
        .hasMessageContaining("tables=-1");
  }
}
