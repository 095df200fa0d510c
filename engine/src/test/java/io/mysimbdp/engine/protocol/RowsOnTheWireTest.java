package io.mysimbdp.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.mysimbdp.engine.write.EncodedValue;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an app's process writes, the engine reads. */
class RowsOnTheWireTest {

  private static final Table TABLE = Table.of("t", "a");

  static Stream<Object> values() throws UnknownHostException {
    return Stream.of(
        "",
        "a\tb\u0000c\n☃ 𝄞",
        true,
        false,
        Byte.MIN_VALUE,
        Short.MIN_VALUE,
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        -0.0f,
        Double.NaN,
        new BigInteger("-123456789012345678901234567890"),
        new BigDecimal("-0.00000000000000000001"),
        new UUID(-1, 1),
        Instant.MAX,
        LocalDate.MIN,
        LocalTime.MAX,
        CqlDuration.newInstance(-1, -2, -3),
        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
        InetAddress.getByAddress(new byte[16]),
        ByteBuffer.wrap("bytes".getBytes(StandardCharsets.UTF_8)),
        List.of(),
        List.of("a", List.of(1, 2), Set.of()),
        Set.of(1L, 2L),
        Map.of("k", Map.of(1, List.of(2.5))),
        CqlVector.newInstance(1.0f, 2.0f));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_arrives_as_what_it_was(Object value) throws IOException {
    assertThat(sent(TABLE.row(value)).value(0)).isEqualTo(value);
  }

  @Test
  void null_arrives_wherever_it_is() throws IOException {
    assertThat(sent(TABLE.row((Object) null)).value(0)).isNull();
    assertThat(sent(TABLE.row(Arrays.asList("a", null))).value(0))
        .isEqualTo(Arrays.asList("a", null));
  }

  @Test
  void a_value_of_the_drivers_arrives_encoded_for_its_type() throws IOException {
    TupleValue tuple = DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT).newValue(7, "x");

    Object arrived = sent(TABLE.row(tuple)).value(0);

    assertThat(arrived).isInstanceOf(EncodedValue.class);
    EncodedValue encoded = (EncodedValue) Objects.requireNonNull(arrived);
    assertThat(encoded.cqlType()).isEqualTo("tuple<int, text>");
    assertThat(encoded.bytes().remaining()).isEqualTo(4 + 4 + 4 + 1);
  }

  @Test
  void a_value_that_no_column_takes_arrives_as_its_description() throws IOException {
    assertThat(sent(TABLE.row(new AtomicInteger(7))).value(0)).hasToString("AtomicInteger 7");
  }

  @Test
  void collections_in_each_other_without_end_are_refused_where_they_are_written() {
    Object nested = List.of();
    for (int i = 0; i < 40; i++) {
      nested = List.of(nested);
    }
    Row row = TABLE.row(nested);

    assertThatThrownBy(() -> sent(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A value has more than 32 levels of collections in each other");
  }

  @Test
  void a_table_is_told_once() throws IOException {
    RowOutput rows = new RowOutput();
    Table other = Table.of("u", "a", "b");
    byte[] bytes =
        written(
            out -> {
              rows.put(out, TABLE.row("1"));
              int first = out.position();
              rows.put(out, TABLE.row("2"));
              assertThat(out.position() - first).isEqualTo(4 + 1 + 4 + 1);
              rows.put(out, other.row("3", 4));
            });
    WireInput in = read(bytes);
    RowInput input = new RowInput();

    assertThat(input.row(in)).isEqualTo(TABLE.row("1"));
    assertThat(input.row(in)).isEqualTo(TABLE.row("2"));
    assertThat(input.row(in)).isEqualTo(other.row("3", 4));
    assertThat(in.hasMore()).isFalse();
  }

  static Stream<Outcome> outcomes() {
    return Stream.of(
        Outcome.write(TABLE.row("a"), TABLE.row("b")),
        Outcome.reject("no"),
        Outcome.reject("a", "no"),
        Outcome.skip("twice"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void an_outcome_arrives_as_what_it_was(Outcome outcome) throws IOException {
    byte[] bytes = written(out -> new RowOutput().put(out, outcome));

    assertThat(new RowInput().outcome(read(bytes))).isEqualTo(outcome);
  }

  @Test
  void a_frame_that_is_too_long_is_refused_where_it_is_written() {
    FrameWriter writer = new FrameWriter(new ByteArrayOutputStream(), 100);

    assertThatThrownBy(() -> writer.send(FrameKind.WRITE, out -> out.putText("x".repeat(97))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected at most 100 bytes in one row or statement, got 101");
  }

  private static Row sent(Row row) throws IOException {
    return new RowInput().row(read(written(out -> new RowOutput().put(out, row))));
  }

  private static byte[] written(FrameWriter.Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new FrameWriter(bytes, FrameReader.LONGEST_BYTES).send(FrameKind.WRITE, body);
    return bytes.toByteArray();
  }

  private static WireInput read(byte[] bytes) throws IOException {
    return new FrameReader(new ByteArrayInputStream(bytes), FrameReader.LONGEST_BYTES)
        .next()
        .body();
  }
}
