package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.run.PluginRef;
import java.util.Optional;

/** What must be had and done before a tenant can be served, and given back afterwards. */
public interface TenantDoor {

  /**
   * Makes a tenant ready: its tables are there, and this engine is the one that serves it. Called
   * on threads where waiting does no harm, for different tenants at the same time.
   *
   * @param held its lease, where this engine has it already; to be returned
   * @throws io.mysimbdp.engine.failure.EngineException when it cannot be served now
   * @throws InterruptedException when interrupted
   */
  HeldLease open(Tenant tenant, Optional<HeldLease> held) throws InterruptedException;

  /** Lets others serve a tenant. Called on such a thread as well. */
  void close(HeldLease lease);

  /**
   * A tenant is served no more: none of its batches is under way, and none will come. Called on the
   * thread of the service.
   */
  void gone(String tenant);

  /** Keeps a version of an app loaded until closed. Called on the thread of the service. */
  Pin pin(PluginRef plugin);

  /** Ends when closed. */
  @FunctionalInterface
  interface Pin extends AutoCloseable {
    @Override
    void close();
  }
}
