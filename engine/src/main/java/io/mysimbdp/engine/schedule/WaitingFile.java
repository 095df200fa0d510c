package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.FileStamp;
import java.nio.file.Path;

/**
 * A complete file that waits for its turn.
 *
 * @param alone whether it is to be a batch of its own: it has failed with others before, and one of
 *     them may be to blame
 */
record WaitingFile(String name, Path path, FileStamp stamp, boolean alone) {

  WaitingFile(String name, Path path, FileStamp stamp) {
    this(name, path, stamp, false);
  }
}
