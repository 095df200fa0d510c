package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingFolder;
import io.mysimbdp.engine.staging.TenantFolder;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that can be served: registered, with a valid profile and a loaded JAR.
 *
 * @param profile what it may do
 * @param folder where its rejects and its configuration are
 * @param staging where its files arrive
 * @param plugin its app
 * @param suspension why its files wait until somebody says otherwise, and who can, as a sentence;
 *     null: they do not
 */
public record Tenant(
    TenantProfile profile,
    TenantFolder folder,
    StagingArea staging,
    PluginRef plugin,
    @Nullable String suspension) {

  /** Makes a tenant whose files arrive in its folder. */
  public Tenant(
      TenantProfile profile, TenantFolder folder, PluginRef plugin, @Nullable String suspension) {
    this(profile, folder, new StagingFolder(folder), plugin, suspension);
  }

  /**
   * Returns the SHA-256 of what it may do; see {@link io.mysimbdp.engine.run.Run#profileSha256}.
   */
  String profileSha256() {
    return Fingerprint.ofText(profile.toString());
  }

  /** Tells whether its files wait until somebody says otherwise. */
  boolean isSuspended() {
    return suspension != null;
  }

  /** Returns the same tenant with another suspension; null: with none. */
  public Tenant withSuspension(@Nullable String why) {
    return new Tenant(profile, folder, staging, plugin, why);
  }

  /** Returns its id. */
  public String id() {
    return profile.id();
  }
}
