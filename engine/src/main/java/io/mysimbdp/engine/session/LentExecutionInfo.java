package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.PagingState;
import com.datastax.oss.driver.api.core.cql.QueryTrace;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may know of how its statement was executed: nothing of the platform's nodes, and no
 * trace, which would be read past the guard. Safe for all threads.
 */
final class LentExecutionInfo implements ExecutionInfo {

  private static final String NO_TRACE = "Tracing is off for tenants: it loads the whole platform";

  private final ExecutionInfo info;

  LentExecutionInfo(ExecutionInfo info) {
    this.info = info;
  }

  @Override
  public Request getRequest() {
    return info.getRequest();
  }

  @Override
  @Deprecated // As in the interface.
  public Statement<?> getStatement() {
    return (Statement<?>) info.getRequest();
  }

  @Override
  public @Nullable Node getCoordinator() {
    return null;
  }

  @Override
  public int getSpeculativeExecutionCount() {
    return info.getSpeculativeExecutionCount();
  }

  @Override
  public int getSuccessfulExecutionIndex() {
    return info.getSuccessfulExecutionIndex();
  }

  @Override
  public List<Map.Entry<Node, Throwable>> getErrors() {
    return List.of();
  }

  @Override
  public @Nullable ByteBuffer getPagingState() {
    ByteBuffer state = info.getPagingState();
    return state == null ? null : state.duplicate();
  }

  @Override
  public @Nullable PagingState getSafePagingState() {
    return info.getSafePagingState();
  }

  @Override
  public List<String> getWarnings() {
    return List.copyOf(info.getWarnings());
  }

  @Override
  public Map<String, ByteBuffer> getIncomingPayload() {
    return Map.of();
  }

  @Override
  public boolean isSchemaInAgreement() {
    return info.isSchemaInAgreement();
  }

  @Override
  public @Nullable UUID getTracingId() {
    return null;
  }

  @Override
  public CompletionStage<QueryTrace> getQueryTraceAsync() {
    return CompletableFuture.failedFuture(new IllegalStateException(NO_TRACE));
  }

  @Override
  public QueryTrace getQueryTrace() {
    throw new IllegalStateException(NO_TRACE);
  }

  @Override
  public int getResponseSizeInBytes() {
    return info.getResponseSizeInBytes();
  }

  @Override
  public int getCompressedResponseSizeInBytes() {
    return info.getCompressedResponseSizeInBytes();
  }
}
