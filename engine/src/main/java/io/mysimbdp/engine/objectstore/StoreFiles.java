package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Opens the files of an object store, and those of folders.
 *
 * @param config of the store
 */
record StoreFiles(StagingConfig.Store config) implements FileSource {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  @Override
  public InputStream open(Location location, FileStamp stamp) throws IOException {
    return location instanceof Location.InStore object
        ? ObjectStream.open(
            ObjectStore.of(config),
            object,
            stamp,
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextDouble()),
            Pause.SLEEP)
        : FileSource.ofFolders().open(location, stamp);
  }

  @Override
  public FileStamp stamp(Location location) throws IOException {
    return location instanceof Location.InStore object
        ? ObjectStore.of(config).stamp(object)
        : FileSource.ofFolders().stamp(location);
  }
}
