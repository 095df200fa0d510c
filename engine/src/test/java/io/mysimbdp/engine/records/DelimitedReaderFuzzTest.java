package io.mysimbdp.engine.records;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/**
 * What holds for every file, whatever is in it and however it is read.
 *
 * <p>No signature here names a {@link io.mysimbdp.engine.config.Dialect}: JUnit would load it
 * before Jazzer's agent, and JDK 17 breaks a record with annotated components that an agent comes
 * to late (JDK-8315575).
 */
class DelimitedReaderFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void no_byte_of_a_csv_file_is_lost(FuzzedDataProvider data) {
    FileChecks.everyByte(FuzzedFile.csv(data));
  }

  @FuzzTest(maxDuration = "60s")
  void no_byte_of_a_tsv_file_is_lost(FuzzedDataProvider data) {
    FileChecks.everyByte(FuzzedFile.tsv(data));
  }

  /** As many lines as one likes, in no more memory than the longest record takes. */
  @FuzzTest(maxDuration = "60s")
  void memory_is_bounded(FuzzedDataProvider data) throws IOException {
    FileChecks.boundedMemory(FuzzedFile.csv(data));
  }
}
