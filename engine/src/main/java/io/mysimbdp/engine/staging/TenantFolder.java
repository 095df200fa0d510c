package io.mysimbdp.engine.staging;

import java.nio.file.Path;

/**
 * The folder of one tenant, {@code tenants/<id>}, and what lies in it.
 *
 * @param root the folder itself
 */
public record TenantFolder(Path root) {

  /** Returns where the tenant's files arrive. */
  public Path staging() {
    return root.resolve("staging");
  }

  /** Returns where ingested files go. */
  public Path done() {
    return root.resolve("done");
  }

  /** Returns where refused files go, each with its reason beside it. */
  public Path refused() {
    return root.resolve("refused");
  }

  /** Returns where rejected records are written. */
  public Path rejects() {
    return root.resolve("rejects");
  }
}
