package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Confinement;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.session.TenantRoles;
import java.util.function.Function;

/** Makes and drops the Cassandra roles of tenants, for the commands that add and remove them. */
final class RoleKeeping {

  private final Home home;
  private final CassandraConfig config;
  private final Console console;

  RoleKeeping(Home home, CassandraConfig config, Console console) {
    this.home = home;
    this.config = config;
    this.console = console;
  }

  /** Tells whether a tenant has a session and so a role of its own. */
  static boolean hasRole(TenantProfile profile) {
    return profile.confinement().session() == Confinement.Session.OWN;
  }

  /** Makes the role of a tenant, where its profile asks for one. */
  void make(TenantProfile profile) {
    if (hasRole(profile)) {
      boolean changed = with(roles -> roles.ensure(profile));
      console
          .out()
          .println(
              (changed ? "+ " : "= ") + "its role in Cassandra, with the rights on its tables");
    }
  }

  /** Drops the role of a tenant, where its profile asks for one. */
  void drop(TenantProfile profile) {
    if (hasRole(profile)) {
      boolean found = with(roles -> roles.drop(profile.id()));
      console.out().println((found ? "- " : "= no ") + "its role in Cassandra");
    }
  }

  private boolean with(Function<TenantRoles, Boolean> work) {
    try (CassandraAccess access =
        CassandraAccess.open(config, home, message -> console.err().println(message))) {
      return work.apply(new TenantRoles(access.session(), config));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          FailureCode.CANCELLED, "Interrupted while Cassandra was being asked", e);
    }
  }
}
