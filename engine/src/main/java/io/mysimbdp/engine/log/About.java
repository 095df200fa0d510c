package io.mysimbdp.engine.log;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * What an event is about: whose it is, so that it gets into the right log, and the figures in it.
 * Immutable.
 */
public final class About {

  private static final About PLATFORM = new About(null, null, Map.of());

  private final @Nullable String tenant;
  private final @Nullable String run;
  private final Map<String, Object> fields;

  private About(@Nullable String tenant, @Nullable String run, Map<String, Object> fields) {
    this.tenant = tenant;
    this.run = run;
    this.fields = fields;
  }

  /** It is about a tenant, who may read it: so it must say nothing about another one. */
  public static About tenant(String id) {
    return new About(id, null, Map.of());
  }

  /** It is about the platform, or about several tenants; no tenant gets to read it. */
  public static About platform() {
    return PLATFORM;
  }

  /** It is about whatever the calling thread works for, by the context of its lines. */
  public static About current() {
    return new About(ThreadContext.get(EventLog.TENANT), ThreadContext.get(EventLog.RUN), Map.of());
  }

  /** Adds the run of the tenant. */
  public About run(String id) {
    return new About(tenant, id, fields);
  }

  /** Adds a whole number. */
  public About with(String field, long value) {
    return plus(field, value);
  }

  /** Adds a number. */
  public About with(String field, double value) {
    return plus(field, value);
  }

  /** Adds a text; null: nothing. */
  public About with(String field, @Nullable String value) {
    return value == null ? this : plus(field, OneLine.of(value));
  }

  private About plus(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new About(tenant, run, more);
  }

  /** Returns what stands in the context of the line. */
  Map<String, String> context() {
    Map<String, String> context = new HashMap<>();
    if (tenant != null) {
      context.put(EventLog.TENANT, tenant);
    }
    if (run != null) {
      context.put(EventLog.RUN, run);
    }
    return context;
  }

  Map<String, Object> fields() {
    return fields;
  }
}
