package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.Confinement;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.metrics.EngineMetrics;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.schedule.TenantDoor;
import io.mysimbdp.engine.schema.SchemaInstaller;
import io.mysimbdp.engine.session.TenantRoles;
import io.mysimbdp.engine.share.TenantShares;
import java.util.List;
import java.util.Optional;

/**
 * Makes tenants ready with what this installation has: its Cassandra, its JARs, its locks; and
 * forgets what was kept of them when they have gone.
 */
final class ServiceDoor implements TenantDoor {

  private static final EventLog EVENTS = EventLog.of(ServiceDoor.class);

  private final CqlSession session;
  private final Installation installation;
  private final PluginCatalog plugins;
  private final TenantClaims claims;
  private final TenantStorage storage;
  private final TenantShares shares;
  private final EngineMetrics metrics;

  /**
   * Makes a door.
   *
   * @param installation says for how long Cassandra is asked again
   * @param storage hears which tables a tenant has
   */
  ServiceDoor(
      CqlSession session,
      Installation installation,
      PluginCatalog plugins,
      TenantClaims claims,
      TenantStorage storage,
      TenantShares shares,
      EngineMetrics metrics) {
    this.session = session;
    this.installation = installation;
    this.plugins = plugins;
    this.claims = claims;
    this.storage = storage;
    this.shares = shares;
    this.metrics = metrics;
  }

  @Override
  public HeldLease open(Tenant tenant, Optional<HeldLease> held) throws InterruptedException {
    makeTables(session, installation, plugins, tenant, storage);
    if (held.isPresent() && held.get().isLost()) {
      // Its lock is ours still.
      claims.giveUp(held.get());
    } else if (held.isPresent()) {
      return held.get();
    }
    return claims.claim(tenant.id());
  }

  /** Makes the tables that a tenant declares, where they are missing, and says what was made. */
  static void makeTables(
      CqlSession session,
      Installation installation,
      PluginCatalog plugins,
      Tenant tenant,
      TenantStorage storage) {
    TenantSchema schema = TenantSchema.of(tenant, plugins);
    About about = About.tenant(tenant.id());
    List<String> done =
        PlatformLedger.retries(installation)
            .call(
                "The tables of tenant " + tenant.id() + " cannot be made",
                () ->
                    new SchemaInstaller()
                        .ensure(
                            session,
                            tenant.profile().keyspace(),
                            tenant.profile().replication(),
                            tenant.profile().tables(),
                            schema.script(),
                            schema.origin()));
    done.forEach(each -> EVENTS.info(Event.SCHEMA_CHANGED, about, "{}: {}", tenant.id(), each));
    storage.declare(tenant.profile(), schema);
    if (tenant.profile().confinement().session() == Confinement.Session.OWN
        && new TenantRoles(session, installation.engine().cassandra()).ensure(tenant.profile())) {
      EVENTS.info(
          Event.ROLE_CHANGED, about, "{}: its role in Cassandra is made or mended", tenant.id());
    }
  }

  @Override
  public void close(HeldLease lease) {
    claims.giveUp(lease);
  }

  @Override
  public void gone(String tenant) {
    // The shares first: whoever asks for one has the series made anew.
    shares.forget(tenant);
    metrics.forget(tenant);
    storage.forget(tenant);
  }

  @Override
  public Pin pin(PluginRef plugin) {
    Optional<io.mysimbdp.engine.plugin.Pin> pin = plugins.pin(plugin.id(), plugin.sha256());
    return () -> pin.ifPresent(io.mysimbdp.engine.plugin.Pin::close);
  }
}
