package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.cql.CqlName;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, mends and drops the roles of tenants that have sessions of their own. To do so twice
 * changes nothing. Thread-safe.
 */
public final class TenantRoles {

  private static final Logger LOG = LoggerFactory.getLogger(TenantRoles.class);
  private static final Set<String> RIGHTS = new TreeSet<>(Set.of("MODIFY", "SELECT"));

  private final CqlSession session;
  private final CassandraConfig config;

  /**
   * Takes the session.
   *
   * @param session of a role that may make roles and grant rights
   * @param config has the secret of the passwords
   */
  public TenantRoles(CqlSession session, CassandraConfig config) {
    this.session = session;
    this.config = config;
  }

  /**
   * Makes the role of a tenant, or mends it: it may log in, and read and write the tenant's tables
   * that are there; nothing else.
   *
   * @return whether anything was changed
   * @throws EngineException CONFIG_INVALID when Cassandra has no roles, the engine's own may not
   *     make them, or there is no secret for passwords
   */
  public boolean ensure(TenantProfile profile) {
    Auth auth = TenantRole.auth(config, profile.id());
    try {
      boolean isNew =
          session.execute("SELECT role FROM system_auth.roles WHERE role = ?", auth.user()).one()
              == null;
      if (isNew) {
        session.execute(
            "CREATE ROLE IF NOT EXISTS "
                + CqlName.render(auth.user())
                + " WITH "
                + password(auth)
                + " AND LOGIN = true AND SUPERUSER = false");
      }
      return grant(auth.user(), wanted(profile)) || isNew;
    } catch (UnauthorizedException | InvalidQueryException e) {
      throw refused(profile.id(), e);
    }
  }

  /**
   * Gives a role that is there the password that goes with the secret, which may be another one
   * since. Cassandra takes a new one every five seconds only, so this is for when a log-in fails.
   *
   * @return whether it has it now; if not, to try again is in vain
   * @throws OverloadedException when the last change is too recent
   */
  boolean renewPassword(String tenant) {
    Auth auth = TenantRole.auth(config, tenant);
    try {
      session.execute("ALTER ROLE " + CqlName.render(auth.user()) + " WITH " + password(auth));
      return true;
    } catch (InvalidQueryException | UnauthorizedException e) {
      LOG.debug("The password of role {} cannot be set", auth.user(), e);
      return false;
    }
  }

  private static String password(Auth auth) {
    return "PASSWORD = '" + auth.password().reveal() + "'";
  }

  /**
   * Drops the role of a tenant, if there is one.
   *
   * @return whether there was one
   * @throws EngineException CONFIG_INVALID when the engine's own role may not
   */
  public boolean drop(String tenant) {
    String role = TenantRole.name(tenant);
    try {
      boolean found =
          session.execute("SELECT role FROM system_auth.roles WHERE role = ?", role).one() != null;
      if (found) {
        session.execute("DROP ROLE IF EXISTS " + CqlName.render(role));
      }
      return found;
    } catch (UnauthorizedException | InvalidQueryException e) {
      throw refused(tenant, e);
    }
  }

  /** Returns the resources as Cassandra stores them, with how CQL names each. */
  private Map<String, String> wanted(TenantProfile profile) {
    String keyspace = profile.keyspace();
    Map<String, String> resources = new TreeMap<>();
    Optional<KeyspaceMetadata> known =
        session.getMetadata().getKeyspace(CqlIdentifier.fromInternal(keyspace));
    if (known.isEmpty()) {
      return resources;
    }
    for (CqlIdentifier table : known.get().getTables().keySet()) {
      if (profile.tables().allow(table.asInternal())) {
        resources.put(
            "data/" + keyspace + "/" + table.asInternal(),
            "TABLE " + CqlName.render(keyspace) + "." + CqlName.render(table.asInternal()));
      }
    }
    return resources;
  }

  private boolean grant(String role, Map<String, String> wanted) {
    Map<String, Set<String>> held = new HashMap<>();
    for (Row row :
        session.execute(
            "SELECT resource, permissions FROM system_auth.role_permissions WHERE role = ?",
            role)) {
      held.put(row.getString("resource"), row.getSet("permissions", String.class));
    }
    boolean changed = false;
    for (Map.Entry<String, String> resource : wanted.entrySet()) {
      Set<String> rights = held.getOrDefault(resource.getKey(), Set.of());
      for (String right : RIGHTS) {
        if (!rights.contains(right)) {
          session.execute(
              "GRANT " + right + " ON " + resource.getValue() + " TO " + CqlName.render(role));
          changed = true;
        }
      }
    }
    for (String resource : held.keySet()) {
      if (resource.startsWith("data/") && !wanted.containsKey(resource)) {
        session.execute(
            "REVOKE ALL PERMISSIONS ON " + named(resource) + " FROM " + CqlName.render(role));
        changed = true;
      }
    }
    return changed;
  }

  private static String named(String resource) {
    String[] parts = resource.split("/", -1);
    return parts.length == 2
        ? "KEYSPACE " + CqlName.render(parts[1])
        : "TABLE " + CqlName.render(parts[1]) + "." + CqlName.render(parts[2]);
  }

  private static EngineException refused(String tenant, Exception e) {
    return new EngineException(
        FailureCode.CONFIG_INVALID,
        "The role of tenant "
            + tenant
            + ", which has session = own, cannot be made or dropped: "
            + e.getMessage()
            + "; expected a Cassandra with PasswordAuthenticator and CassandraAuthorizer, and"
            + " cassandra.user with the rights to make roles and to grant",
        e);
  }
}
