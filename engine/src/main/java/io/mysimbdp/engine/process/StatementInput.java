package io.mysimbdp.engine.process;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.protocol.WireStatements;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an app's statements again, by the driver's own means: whatever comes of it has still to
 * pass the guard.
 */
final class StatementInput {

  private static final BatchType[] BATCHES = DefaultBatchType.values();

  private final List<PreparedStatement> prepared;

  /**
   * Makes a reader.
   *
   * @param prepared what bound statements refer to, by number
   */
  StatementInput(List<PreparedStatement> prepared) {
    this.prepared = prepared;
  }

  Statement<?> read(WireInput in) throws ProtocolException {
    int kind = in.get();
    Statement<?> statement = kind == WireStatements.BATCH ? batch(in) : single(kind, in);
    return withOptions(statement, in);
  }

  private BatchableStatement<?> single(int kind, WireInput in) throws ProtocolException {
    return switch (kind) {
      case WireStatements.SIMPLE -> simple(in);
      case WireStatements.BOUND -> bound(in);
      default -> throw new ProtocolException("Expected the kind of a statement, got " + kind);
    };
  }

  private static SimpleStatement simple(WireInput in) throws ProtocolException {
    SimpleStatementBuilder builder = SimpleStatement.builder(in.getText());
    String keyspace = in.getTextOrNull();
    if (keyspace != null) {
      builder = builder.setKeyspace(CqlIdentifier.fromInternal(keyspace));
    }
    for (ByteBuffer value : in.getBuffers()) {
      builder = builder.addPositionalValue(value);
    }
    int named = in.count();
    for (int i = 0; i < named; i++) {
      builder = builder.addNamedValue(in.getText(), in.getBuffer());
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Expected a statement: " + e.getMessage());
    }
  }

  private BoundStatement bound(WireInput in) throws ProtocolException {
    int number = in.getInt();
    if (number < 0 || number >= prepared.size()) {
      throw new ProtocolException(
          "Expected the number of a prepared statement below "
              + prepared.size()
              + ", got "
              + number);
    }
    PreparedStatement statement = prepared.get(number);
    BoundStatementBuilder builder = statement.boundStatementBuilder();
    int values = in.count();
    if (values != statement.getVariableDefinitions().size()) {
      throw new ProtocolException(
          "Expected " + statement.getVariableDefinitions().size() + " values, got " + values);
    }
    for (int i = 0; i < values; i++) {
      if (in.getFlag()) {
        builder = builder.setBytesUnsafe(i, in.getBuffer());
      }
    }
    return builder.build();
  }

  private Statement<?> batch(WireInput in) throws ProtocolException {
    BatchStatementBuilder builder = BatchStatement.builder(in.oneOf(BATCHES));
    String keyspace = in.getTextOrNull();
    if (keyspace != null) {
      builder = builder.setKeyspace(CqlIdentifier.fromInternal(keyspace));
    }
    int count = in.count();
    for (int i = 0; i < count; i++) {
      builder = builder.addStatement(single(in.get(), in));
    }
    return builder.build();
  }

  private static Statement<?> withOptions(Statement<?> statement, WireInput in)
      throws ProtocolException {
    Statement<?> with =
        statement
            .setConsistencyLevel(consistency(in))
            .setSerialConsistencyLevel(consistency(in))
            .setPageSize(in.getInt());
    with = with.setPagingState(in.getBuffer());
    with = with.setQueryTimestamp(in.getLong());
    int idempotent = in.get();
    with = with.setIdempotent(idempotent == 0 ? null : Boolean.valueOf(idempotent == 1));
    long timeoutMillis = in.getLong();
    with = with.setTimeout(timeoutMillis < 0 ? null : Duration.ofMillis(timeoutMillis));
    with = with.setTracing(in.getFlag());
    return with.setNowInSeconds(in.getInt());
  }

  private static @Nullable ConsistencyLevel consistency(WireInput in) throws ProtocolException {
    int code = in.getInt();
    if (code < 0) {
      return null;
    }
    try {
      return DefaultConsistencyLevel.fromCode(code);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Expected a consistency level, got " + code);
    }
  }
}
