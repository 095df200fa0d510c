package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchThresholdsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          batch_size_warn_threshold=64KiB                                       | 65536     | 10
          batch_size_warn_threshold=1MiB batch_size_fail_threshold=100KiB       | 102400    | 10
          batch_size_warn_threshold_in_kb=7 batch_size_fail_threshold_in_kb=50  | 7168      | 10
          unlogged_batch_across_partitions_warn_threshold=1000                  | 5120      | 1000
          unlogged_batch_across_partitions_warn_threshold=0                     | 5120      | 1
          unlogged_batch_across_partitions_warn_threshold=-1                    | 5120      | 10
          batch_size_warn_threshold=4GiB                                        | 2147483647 | 10
          batch_size_warn_threshold=much                                        | 5120      | 10
          cluster_name=x                                                        | 5120      | 10
          """)
  void thresholds_are_read_as_any_version_writes_them(String settings, int bytes, int partitions) {
    Map<String, String> byName = new HashMap<>();
    for (String setting : settings.split(" ", -1)) {
      byName.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }

    assertThat(BatchThresholds.of(byName)).isEqualTo(new BatchThresholds(bytes, partitions));
  }

  @Test
  void the_embedded_server_tells_what_its_configuration_says() {
    assertThat(BatchThresholds.read(CassandraServer.session()))
        .contains(new BatchThresholds(128 << 10, 1000));
  }
}
