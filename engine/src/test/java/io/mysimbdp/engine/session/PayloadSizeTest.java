package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadSizeTest {

  private static final SimpleStatement TEN = SimpleStatement.newInstance("0123456789");

  @Test
  void a_statement_counts_with_its_text_and_its_values() {
    assertThat(PayloadSize.of(TEN)).isEqualTo(10);
    assertThat(
            PayloadSize.of(
                TEN.setPositionalValues(Arrays.asList("äb", ByteBuffer.allocate(100), 7, null))))
        .isEqualTo(10 + 3 + 100 + 64 + 64);
    assertThat(PayloadSize.of(TEN.setNamedValues(Map.of("a", "xyz")))).isEqualTo(13);
  }

  @Test
  void a_batch_counts_with_all_that_it_holds() {
    assertThat(PayloadSize.of(BatchStatement.newInstance(BatchType.LOGGED, TEN, TEN)))
        .isEqualTo(20);
    assertThat(PayloadSize.of(BatchStatement.newInstance(BatchType.LOGGED))).isZero();
  }
}
