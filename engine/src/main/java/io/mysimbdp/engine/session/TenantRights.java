package io.mysimbdp.engine.session;

import io.mysimbdp.engine.config.AllowedStatements;
import io.mysimbdp.engine.config.NamePatterns;
import java.util.Objects;

/**
 * What the statements of one run may do and where. Immutable.
 *
 * @param keyspace the tenant's, as Cassandra stores its name
 * @param tables the tables that the tenant may touch
 * @param statements what its profile allows
 * @param access whether the run may write at all
 */
public record TenantRights(
    String keyspace, NamePatterns tables, AllowedStatements statements, Access access) {

  /** What the statements of a run may do. */
  public enum Access {
    /** Read and write rows. */
    READ_AND_WRITE,
    /** Only read: the run verifies what another one has written. */
    READ_ONLY
  }

  /** Checks. */
  public TenantRights {
    Objects.requireNonNull(keyspace, "keyspace");
    Objects.requireNonNull(tables, "tables");
    Objects.requireNonNull(statements, "statements");
    Objects.requireNonNull(access, "access");
  }
}
