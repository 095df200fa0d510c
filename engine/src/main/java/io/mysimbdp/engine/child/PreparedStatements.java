package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Statements that the engine has prepared, as the driver's own class, so that binding works as
 * usual. Their ids are the engine's numbers. Immutable.
 */
final class PreparedStatements {

  @SuppressWarnings("NullAway") // The driver is not annotated; it takes null for what is not set.
  PreparedStatement read(WireInput in, String keyspace) {
    try {
      int number = in.getInt();
      String query = in.getTexts().get(0);
      ColumnDefinitions variables = PageInput.columns(in);
      ColumnDefinitions results = PageInput.columns(in);
      ConsistencyLevel unset = null;
      return new DefaultPreparedStatement(
          ByteBuffer.allocate(Integer.BYTES).putInt(0, number),
          query,
          variables,
          List.of(),
          null,
          results,
          CqlIdentifier.fromInternal(keyspace),
          Map.of(),
          null,
          null,
          null,
          null,
          null,
          Map.of(),
          null,
          null,
          null,
          Integer.MIN_VALUE,
          unset,
          unset,
          false,
          CodecRegistry.DEFAULT,
          ProtocolVersion.DEFAULT);
    } catch (ProtocolException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the engine's number of a statement. */
  int number(PreparedStatement statement) {
    if (statement.getClass() != DefaultPreparedStatement.class) {
      throw new RefusedStatementException(
          "Statement refused: it is bound from a statement that this session has not prepared");
    }
    return statement.getId().getInt(0);
  }
}
