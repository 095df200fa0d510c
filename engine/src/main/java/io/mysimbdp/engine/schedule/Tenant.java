package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.TenantFolder;

/**
 * A tenant that can be served: registered, with a valid profile and a loaded JAR.
 *
 * @param profile what it may do
 * @param folder where its files are
 * @param plugin its app
 * @param suspended whether its files wait until the provider says otherwise
 */
public record Tenant(
    TenantProfile profile, TenantFolder folder, PluginRef plugin, boolean suspended) {

  /**
   * Returns the SHA-256 of what it may do; see {@link io.mysimbdp.engine.run.Run#profileSha256}.
   */
  String profileSha256() {
    return Fingerprint.ofText(profile.toString());
  }

  /** Returns its id. */
  public String id() {
    return profile.id();
  }
}
