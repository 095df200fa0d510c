package io.mysimbdp.engine.config;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom the engine tells what, over HTTP.
 *
 * @param url where it is told; null: nobody is told anything
 * @param secret what messages are signed with; null: they are not
 * @param events what is told
 * @param tenants of which tenants
 * @param quotaRatio a quota is nearly used from this share on, more than 0 and at most 1
 * @param timeout how long one attempt may take, and how long the end of the engine waits for those
 *     that are left
 * @param retryFor how long a message is tried again
 * @param queue how many messages wait at most; further ones are dropped
 */
public record NotifyConfig(
    @Nullable URI url,
    @Nullable Secret secret,
    Set<Topic> events,
    NamePatterns tenants,
    double quotaRatio,
    Duration timeout,
    Duration retryFor,
    int queue) {

  /** Copies. */
  public NotifyConfig {
    events = Set.copyOf(events);
  }

  /** What somebody may want to be told. */
  public enum Topic {
    /** A run failed. */
    FAILURE,
    /** A tenant was suspended, by the operator or by the circuit breaker. */
    SUSPENSION,
    /** A quota is nearly used. */
    QUOTA;

    /** Returns the word for it in the configuration and in messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Tells whether somebody is to be told about a tenant. */
  public boolean wants(Topic topic, String tenant) {
    return url != null && events.contains(topic) && tenants.allow(tenant);
  }
}
