package io.mysimbdp.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.quarantine.RejectLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackedRecordTest {

  @TempDir private Path folder;

  private final FileTally tally = new FileTally();
  private RejectLog rejects;
  private TrackedRecord record;

  @BeforeEach
  void read_a_record() {
    rejects = new RejectLog(folder, "a.tsv", "run1");
    record =
        new FileIntake(tally, rejects, RunEvents.NONE)
            .accept(new DeclaredRecord("a.tsv", 7, 99, "x\ty"));
  }

  @Test
  void a_record_is_unsettled_until_something_is_decided() {
    assertThat(tally.unsettled()).isEqualTo(1);
    assertThat(record.isOpen()).isTrue();
  }

  @Test
  void a_written_record_counts_once_and_its_rows_each() {
    assertThat(record.beginRow()).isTrue();
    assertThat(record.beginRow()).isTrue();
    record.acknowledged();
    record.acknowledged();

    assertThat(tally.unsettled()).isZero();
    assertThat(tally.counts()).isEqualTo(new Counts(1, 2, 0, 0, 0));
  }

  @Test
  void a_reject_is_put_aside_with_its_position() throws IOException {
    record.reject("star_rating", "star_rating is 'ten'; expected 1 to 5");
    rejects.close();

    assertThat(tally.unsettled()).isZero();
    assertThat(tally.counts().rejects()).isEqualTo(1);
    assertThat(Files.readAllLines(rejects.path()))
        .isEqualTo(
            List.of(
                "{\"file\":\"a.tsv\",\"line\":7,\"byte_offset\":99,\"column\":\"star_rating\","
                    + "\"rule\":\"APP\",\"message\":\"star_rating is 'ten'; expected 1 to 5\","
                    + "\"raw\":\"x\\ty\"}"));
  }

  @Test
  void a_row_refused_by_cassandra_turns_the_record_into_one_reject() {
    record.beginRow();
    record.beginRow();
    record.acknowledged();
    record.refused(null, "too large");
    record.refused(null, "too large");

    assertThat(tally.unsettled()).isZero();
    assertThat(tally.counts()).isEqualTo(new Counts(1, 1, 1, 0, 0));
    assertThat(record.beginRow()).as("no further rows").isFalse();
  }

  @Test
  void a_settled_record_cannot_be_settled_again() {
    record.skip("not wanted");

    assertThat(tally.counts().skipped()).isEqualTo(1);
    assertThatThrownBy(() -> record.reject(null, "late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot reject a.tsv:7: it has been skipped");
    assertThatThrownBy(record::beginRow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot write a row of a.tsv:7: it has been skipped");
    assertThatThrownBy(() -> record.skip("not wanted"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot skip a.tsv:7: it has been skipped");
  }

  @Test
  void no_reject_no_file() {
    rejects.close();

    assertThat(rejects.path()).doesNotExist();
  }
}
