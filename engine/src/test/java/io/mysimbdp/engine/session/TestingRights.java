package io.mysimbdp.engine.session;

import io.mysimbdp.engine.config.AllowedStatements;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.session.TenantRights.Access;
import java.util.List;

/** Rights for tests. */
final class TestingRights {

  private TestingRights() {}

  /** Everything on all tables of a keyspace. */
  static TenantRights all(String keyspace) {
    return new TenantRights(
        keyspace, NamePatterns.any(), AllowedStatements.all(), Access.READ_AND_WRITE);
  }

  /** Some statements on all tables of a keyspace. */
  static TenantRights only(String keyspace, String... words) {
    return new TenantRights(
        keyspace,
        NamePatterns.any(),
        new AllowedStatements(new NamePatterns(List.of(words)), "tenants/toys/tenant.conf:7"),
        Access.READ_AND_WRITE);
  }
}
