package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the tenants' files arrive.
 *
 * @param uri a place with {@link #TENANT} in it, {@code s3://<bucket>/…} or {@code file:///…};
 *     null: the folder {@code staging} of each tenant
 * @param store how an object store is spoken to
 */
public record StagingConfig(@Nullable String uri, Store store) implements Serializable {

  /** Stands for the id of a tenant. */
  public static final String TENANT = "{tenant}";

  /** Each tenant's own folder. */
  public static final StagingConfig FOLDERS =
      new StagingConfig(null, new Store(null, null, false, null, Duration.ofSeconds(30)));

  /**
   * Returns the place of one tenant.
   *
   * @return null: its own folder
   */
  public @Nullable String of(String tenant) {
    return uri == null ? null : uri.replace(TENANT, tenant);
  }

  /**
   * An object store with the interface of S3.
   *
   * @param endpoint its address, http or https; null: that of AWS
   * @param region the region; null: as the environment has it for AWS, any for others
   * @param pathStyle whether the bucket stands in the path of requests, not in the name of the host
   * @param login with which; null: as AWS's own tools find it, in the environment
   * @param timeout how long to wait for a connection, and for the next bytes on it
   */
  public record Store(
      @Nullable String endpoint,
      @Nullable String region,
      boolean pathStyle,
      @Nullable Login login,
      Duration timeout)
      implements Serializable {}

  /**
   * A log-in to an object store.
   *
   * @param accessKey the name of the key
   * @param secretKey the key
   */
  public record Login(String accessKey, Secret secretKey) implements Serializable {}
}
