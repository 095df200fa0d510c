package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.time.Backoff;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whom the service serves, and how they change while it does. For the service's thread alone. */
final class ServedTenants {

  private static final EventLog EVENTS = EventLog.of(ServedTenants.class);

  private final Batches batches;
  private final TenantDoor door;
  private final Backoff fileRetries;
  private final Map<String, Serving> tenants = new LinkedHashMap<>();
  private final Map<String, ServiceTally> gone = new LinkedHashMap<>();

  /**
   * Begins with nobody.
   *
   * @param fileRetries the waits before a file is tried again that has failed
   */
  ServedTenants(Batches batches, TenantDoor door, Backoff fileRetries) {
    this.batches = batches;
    this.door = door;
    this.fileRetries = fileRetries;
  }

  Collection<Serving> all() {
    return tenants.values();
  }

  Optional<Serving> find(String tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }

  /** Returns where a tenant stands that is served. */
  Serving of(Tenant tenant) {
    return find(tenant.id())
        .orElseThrow(
            () -> new IllegalStateException("Not a tenant of this service: " + tenant.id()));
  }

  /**
   * Says who the tenants are from now on: those that are new come, those that are missing go when
   * their batches have ended, the others become what they are now.
   */
  void apply(List<Tenant> current) {
    Set<String> ids = new TreeSet<>();
    for (Tenant tenant : current) {
      ids.add(tenant.id());
      Serving serving = tenants.get(tenant.id());
      if (serving == null) {
        ServiceTally former = gone.remove(tenant.id());
        Serving comer = new Serving(tenant, door.pin(tenant.plugin()), fileRetries);
        comer.tally = former == null ? comer.tally : former;
        tenants.put(tenant.id(), comer);
      } else {
        serving.leaving = false;
        replace(serving, tenant);
      }
    }
    for (Serving serving : tenants.values()) {
      if (!ids.contains(serving.tenant.id()) && !serving.leaving) {
        serving.leaving = true;
        EVENTS.info(
            Event.TENANT_LEAVING,
            About.tenant(serving.tenant.id()),
            "{}: takes no more files, and goes when its batches have ended",
            serving.tenant.id());
      }
    }
  }

  /** Has a tenant become what it is now, as soon as nothing stands in the way. */
  void replace(Serving serving, Tenant tenant) {
    Tenant latest = serving.successor == null ? serving.tenant : serving.successor;
    if (latest.equals(tenant)) {
      return;
    }
    // Whatever it was that did not work or was not allowed: now it may.
    serving.files.forgetFailures();
    serving.release();
    serving.openNotBefore = Instant.MIN;
    serving.openFailures = 0;
    serving.trouble = null;
    serving.changed();
    TenantDoor.Pin pin = door.pin(tenant.plugin());
    TenantUse use = serving.use;
    boolean isOpen = serving.phase == TenantView.Phase.OPEN;
    if (isOpen && tenant.isSuspended()) {
      putBack(serving);
    }
    if (isOpen && use != null && isSameToOpen(serving.tenant, tenant)) {
      serving.become(tenant, pin);
      batches.replace(tenant, use);
    } else if (serving.phase == TenantView.Phase.IDLE) {
      serving.become(tenant, pin);
    } else {
      serving.succeedBy(tenant, pin);
    }
  }

  /**
   * Tells whether a tenant's tables and quotas are the same, so that it need not be opened anew.
   */
  private static boolean isSameToOpen(Tenant one, Tenant other) {
    return one.plugin().equals(other.plugin())
        && one.profile().keyspace().equals(other.profile().keyspace())
        && one.profile().tables().equals(other.profile().tables())
        && Objects.equals(one.profile().schemaFile(), other.profile().schemaFile())
        && one.profile().limits().isSameQuota(other.profile().limits());
  }

  /** Has the files of a tenant that wait for their turn be found again later. */
  void putBack(Serving serving) {
    List<WaitingFile> left = batches.drain(serving.tenant.id());
    for (WaitingFile file : left) {
      serving.files.forget(file.name());
      serving.held.add(file);
    }
    if (!left.isEmpty()) {
      serving.changed();
    }
  }

  /** Serves a tenant no more that has nothing under way. */
  void remove(Serving serving) {
    String id = serving.tenant.id();
    tenants.remove(id);
    serving.letGo();
    gone.put(id, serving.tally.now(0, null));
    door.gone(id);
    EVENTS.info(Event.TENANT_GONE, About.tenant(id), "{}: is served no more", id);
  }

  /** Returns how things stand, for each tenant that is or was served. */
  List<ServiceTally> tallies() {
    Map<String, ServiceTally> all = new LinkedHashMap<>(gone);
    for (Serving serving : tenants.values()) {
      all.put(serving.tenant.id(), serving.tally(batches));
    }
    return List.copyOf(all.values());
  }
}
