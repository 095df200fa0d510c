package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import java.util.Map;

/**
 * What the driver's values are attached to that a tenant gets hold of. The driver attaches them to
 * the context of its session, which a user-defined type gives out to whoever asks, and which knows
 * the password of the platform. Safe for all threads.
 *
 * @param protocolVersion of the session
 * @param codecs of the session
 */
record LentAttachment(ProtocolVersion protocolVersion, CodecRegistry codecs)
    implements AttachmentPoint {

  /** Stands for the one of the platform. */
  private static final int UNSET_PAGE_SIZE = Integer.MIN_VALUE;

  static LentAttachment of(CqlSession session) {
    return new LentAttachment(
        session.getContext().getProtocolVersion(), session.getContext().getCodecRegistry());
  }

  @Override
  public ProtocolVersion getProtocolVersion() {
    return protocolVersion;
  }

  @Override
  public CodecRegistry getCodecRegistry() {
    return codecs;
  }

  /**
   * Makes a statement of the tenant's own out of one that the driver shares among all who prepare
   * the same text, the engine included: it could be changed by any of them.
   */
  DefaultPreparedStatement copyOf(PreparedStatement shared, String keyspace) {
    ColumnDefinitions variables = shared.getVariableDefinitions();
    ColumnDefinitions results = shared.getResultSetDefinitions();
    CqlIdentifier identifier = CqlIdentifier.fromInternal(keyspace);
    variables.attach(this);
    results.attach(this);
    return new DefaultPreparedStatement(
        shared.getId(),
        shared.getQuery(),
        variables,
        shared.getPartitionKeyIndices(),
        shared.getResultMetadataId(),
        results,
        identifier,
        Map.of(),
        null,
        null,
        identifier,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        UNSET_PAGE_SIZE,
        null,
        null,
        false,
        codecs,
        protocolVersion);
  }
}
