package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;

/**
 * A complete file that waits for its turn.
 *
 * @param alone whether it is to be a batch of its own: it has failed with others before, and one of
 *     them may be to blame
 */
record WaitingFile(String name, Location location, FileStamp stamp, boolean alone) {

  WaitingFile(String name, Location location, FileStamp stamp) {
    this(name, location, stamp, false);
  }
}
