package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.cql.DefaultBatchStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultBoundStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultSimpleStatement;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.protocol.WireOutput;
import io.mysimbdp.engine.protocol.WireStatements;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an app's statements, their values encoded. Whether they may be sent the engine decides.
 */
final class StatementOutput {

  private final PreparedStatements prepared;

  StatementOutput(PreparedStatements prepared) {
    this.prepared = prepared;
  }

  void put(WireOutput out, Statement<?> statement) {
    refuseWhatCannotCross(statement);
    Class<?> type = statement.getClass();
    if (type == DefaultBatchStatement.class) {
      BatchStatement batch = (BatchStatement) statement;
      out.put(WireStatements.BATCH).put((DefaultBatchType) batch.getBatchType());
      putKeyspace(out, batch.getKeyspace());
      out.putInt(batch.size());
      for (BatchableStatement<?> each : batch) {
        putSingle(out, each);
      }
    } else {
      putSingle(out, statement);
    }
    putOptions(out, statement);
  }

  private static void refuseWhatCannotCross(Statement<?> statement) {
    if (statement.getExecutionProfile() != null
        || statement.getExecutionProfileName() != null
        || statement.getNode() != null
        || !statement.getCustomPayload().isEmpty()) {
      throw new RefusedStatementException(
          "Statement refused: it names an execution profile, a node or a custom payload");
    }
  }

  private void putSingle(WireOutput out, Statement<?> statement) {
    Class<?> type = statement.getClass();
    if (type == DefaultSimpleStatement.class) {
      putSimple(out.put(WireStatements.SIMPLE), (SimpleStatement) statement);
    } else if (type == DefaultBoundStatement.class) {
      putBound(out.put(WireStatements.BOUND), (BoundStatement) statement);
    } else {
      throw new RefusedStatementException(
          "Statement refused: its class " + type.getName() + " is not one of the driver's");
    }
  }

  private static void putSimple(WireOutput out, SimpleStatement statement) {
    out.putText(statement.getQuery());
    putKeyspace(out, statement.getKeyspace());
    List<@Nullable ByteBuffer> values = new ArrayList<>();
    statement.getPositionalValues().forEach(value -> values.add(encoded(value)));
    out.putBuffers(values);
    out.putInt(statement.getNamedValues().size());
    statement
        .getNamedValues()
        .forEach((name, value) -> out.putText(name.asCql(true)).putBuffer(encoded(value)));
  }

  private static @Nullable ByteBuffer encoded(@Nullable Object value) {
    return value == null
        ? null
        : CodecRegistry.DEFAULT.codecFor(value).encode(value, ProtocolVersion.DEFAULT);
  }

  private void putBound(WireOutput out, BoundStatement statement) {
    out.putInt(prepared.number(statement.getPreparedStatement())).putInt(statement.size());
    for (int i = 0; i < statement.size(); i++) {
      out.put(statement.isSet(i));
      if (statement.isSet(i)) {
        out.putBuffer(statement.getBytesUnsafe(i));
      }
    }
  }

  private static void putKeyspace(WireOutput out, @Nullable CqlIdentifier keyspace) {
    out.putTextOrNull(keyspace == null ? null : keyspace.asInternal());
  }

  private static void putOptions(WireOutput out, Statement<?> statement) {
    out.putInt(code(statement.getConsistencyLevel()))
        .putInt(code(statement.getSerialConsistencyLevel()))
        .putInt(statement.getPageSize())
        .putBuffer(statement.getPagingState())
        .putLong(statement.getQueryTimestamp());
    Boolean idempotent = statement.isIdempotent();
    out.put(idempotent == null ? 0 : idempotent ? 1 : 2);
    Duration timeout = statement.getTimeout();
    out.putLong(timeout == null ? -1 : timeout.toMillis())
        .put(statement.isTracing())
        .putInt(statement.getNowInSeconds());
  }

  private static int code(@Nullable ConsistencyLevel level) {
    return level == null ? -1 : level.getProtocolCode();
  }
}
