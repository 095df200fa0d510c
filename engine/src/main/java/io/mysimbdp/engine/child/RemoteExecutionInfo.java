package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.QueryTrace;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an app may know of how its statement was executed. Immutable. */
record RemoteExecutionInfo(
    Statement<?> statement, @Nullable ByteBuffer pagingState, List<String> warnings)
    implements ExecutionInfo {

  @Override
  @Deprecated // As in the interface.
  public Statement<?> getStatement() {
    return statement;
  }

  @Override
  public @Nullable Node getCoordinator() {
    return null;
  }

  @Override
  public int getSpeculativeExecutionCount() {
    return 0;
  }

  @Override
  public int getSuccessfulExecutionIndex() {
    return 0;
  }

  @Override
  public List<Map.Entry<Node, Throwable>> getErrors() {
    return List.of();
  }

  @Override
  public @Nullable ByteBuffer getPagingState() {
    return pagingState == null ? null : pagingState.duplicate();
  }

  @Override
  public List<String> getWarnings() {
    return warnings;
  }

  @Override
  public Map<String, ByteBuffer> getIncomingPayload() {
    return Map.of();
  }

  @Override
  public boolean isSchemaInAgreement() {
    return true;
  }

  @Override
  public @Nullable UUID getTracingId() {
    return null;
  }

  @Override
  public CompletionStage<QueryTrace> getQueryTraceAsync() {
    return CompletableFuture.failedFuture(
        new IllegalStateException("Tracing is off for tenants: it loads the whole platform"));
  }

  @Override
  public int getResponseSizeInBytes() {
    return -1;
  }

  @Override
  public int getCompressedResponseSizeInBytes() {
    return -1;
  }
}
