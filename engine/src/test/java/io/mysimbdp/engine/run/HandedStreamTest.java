package io.mysimbdp.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandedStreamTest {

  private final AtomicLong handed = new AtomicLong();
  private final HandedStream stream =
      new HandedStream(new BufferedInputStream(new ByteArrayInputStream(new byte[10]), 4), handed);

  @Test
  void what_was_read_or_skipped_counts_and_the_end_does_not() throws IOException {
    assertThat(stream.read()).isZero();
    assertThat(handed).hasValue(1);
    assertThat(stream.skip(2)).isEqualTo(2);
    assertThat(handed).hasValue(3);
    assertThat(stream.readAllBytes()).hasSize(7);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read(new byte[5], 0, 5)).isEqualTo(-1);
    assertThat(handed).hasValue(10);
  }

  @Test
  void what_is_read_again_counts_once() throws IOException {
    stream.skipNBytes(1);
    stream.mark(10);
    stream.skipNBytes(5);
    stream.reset();
    assertThat(handed).as("what was handed over stays so").hasValue(6);

    stream.skipNBytes(3);
    assertThat(handed).as("all of it again").hasValue(6);
    stream.skipNBytes(3);
    assertThat(handed).as("one of them is new").hasValue(7);

    stream.reset();
    assertThat(stream.readAllBytes()).hasSize(9);
    assertThat(handed).hasValue(10);
  }

  @Test
  void a_later_mark_takes_the_place_of_the_one_before() throws IOException {
    stream.mark(10);
    stream.skipNBytes(2);
    stream.mark(10);
    stream.skipNBytes(2);
    stream.reset();
    stream.skipNBytes(3);

    assertThat(handed).hasValue(5);
  }

  @Test
  void a_reset_that_fails_changes_nothing() throws IOException {
    stream.skipNBytes(2);

    assertThatThrownBy(stream::reset).isInstanceOf(IOException.class);
    stream.skipNBytes(2);
    assertThat(handed).hasValue(4);
  }
}
