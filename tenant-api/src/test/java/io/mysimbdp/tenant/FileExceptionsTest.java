package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The exceptions that put the blame on a file. */
class FileExceptionsTest {

  @Test
  void name_the_file_and_give_the_reason_as_message() {
    UnusableFileException unusable = new UnusableFileException("a.csv", "It is a picture.");
    assertThat(unusable.file()).isEqualTo("a.csv");
    assertThat(unusable).hasMessage("It is a picture.");
  }

  @Test
  void an_unknown_column_makes_the_file_unusable() {
    assertThat(new UnknownColumnException("a.csv", "No column 'stars' among [id]."))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("No column 'stars' among [id].")
        .extracting(UnusableFileException::file)
        .isEqualTo("a.csv");
  }
}
