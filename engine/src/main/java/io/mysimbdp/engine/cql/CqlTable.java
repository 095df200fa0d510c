package io.mysimbdp.engine.cql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table (or type) as a statement names it.
 *
 * @param keyspace as Cassandra stores it, without quotes; null: the request's own keyspace
 * @param name as Cassandra stores it, without quotes
 */
public record CqlTable(@Nullable String keyspace, String name) {

  /** Checks. */
  public CqlTable {
    Objects.requireNonNull(name, "name");
  }

  /** Returns the name as CQL writes it. */
  @Override
  public String toString() {
    return keyspace == null
        ? CqlName.render(name)
        : CqlName.render(keyspace) + "." + CqlName.render(name);
  }
}
