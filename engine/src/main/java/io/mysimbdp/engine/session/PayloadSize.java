package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How much a statement of an app carries, roughly: bound values as they are, values not encoded yet
 * by a guess. Its frame and options are not counted, which {@code FairPermits} charges for each
 * request anyway.
 */
final class PayloadSize {

  private static final long VALUE_BYTES = 64;

  private PayloadSize() {}

  /** Returns the size in bytes. */
  static long of(Statement<?> statement) {
    if (statement instanceof BoundStatement bound) {
      return of(bound);
    }
    if (statement instanceof SimpleStatement simple) {
      return of(simple);
    }
    long sum = 0;
    if (statement instanceof BatchStatement batch) {
      for (BatchableStatement<?> each : batch) {
        sum += of(each);
      }
    }
    return sum;
  }

  private static long of(BoundStatement statement) {
    long sum = 0;
    for (int i = 0; i < statement.size(); i++) {
      ByteBuffer value = statement.getBytesUnsafe(i);
      sum += value == null ? 0 : value.remaining();
    }
    return sum;
  }

  private static long of(SimpleStatement statement) {
    long sum = statement.getQuery().length();
    for (Object value : statement.getPositionalValues()) {
      sum += ofValue(value);
    }
    for (Object value : statement.getNamedValues().values()) {
      sum += ofValue(value);
    }
    return sum;
  }

  private static long ofValue(Object value) {
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining();
    }
    return value instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8).length
        : VALUE_BYTES;
  }
}
