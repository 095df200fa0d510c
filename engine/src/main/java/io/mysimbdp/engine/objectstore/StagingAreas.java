package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingFolder;
import io.mysimbdp.engine.staging.TenantFolder;
import java.net.URI;
import java.nio.file.Path;

/** Which staging area a tenant has, by the configuration. */
public final class StagingAreas {

  private StagingAreas() {}

  /**
   * Returns the area of a tenant. Nothing is looked at.
   *
   * @param folder the tenant's folder
   */
  public static StagingArea of(StagingConfig config, String tenant, Path folder) {
    TenantFolder own = new TenantFolder(folder);
    String place = config.of(tenant);
    if (place == null) {
      return new StagingFolder(own);
    }
    return place.startsWith(Location.STORE)
        ? ObjectStaging.of(config.store(), place, own)
        : new StagingFolder(new TenantFolder(folder, Path.of(URI.create(place))));
  }

  /** Returns what opens the files of all tenants, in this process or another. */
  public static FileSource files(StagingConfig config) {
    return config.uri() != null && config.uri().startsWith(Location.STORE)
        ? new StoreFiles(config.store())
        : FileSource.ofFolders();
  }
}
