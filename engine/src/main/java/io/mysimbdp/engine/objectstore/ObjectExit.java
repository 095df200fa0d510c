package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.staging.Completeness;
import io.mysimbdp.engine.staging.Exit;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.StagingArea.Part;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out of a staging area in an object store. */
final class ObjectExit implements Exit {

  private static final Logger LOG = LoggerFactory.getLogger(ObjectExit.class);

  private final ObjectStaging area;
  private final Completeness completeness;

  ObjectExit(ObjectStaging area, FileRules rules) {
    this.area = area;
    this.completeness = new Completeness(rules, InstantSource.system());
  }

  @Override
  public Location done(Location file, FileStamp stamp) {
    return move(file, stamp, Part.DONE);
  }

  @Override
  public Location refused(Location file, @Nullable FileStamp stamp, String reason) {
    InStore target = move(file, stamp, Part.REFUSED);
    InStore note = area.noteOf(target.name());
    try {
      area.store().write(note, reason + "\n");
    } catch (IOException e) {
      throw ObjectStaging.failure("The reason cannot be written to " + note, e);
    }
    return target;
  }

  private InStore move(Location file, @Nullable FileStamp stamp, Part part) {
    InStore from = (InStore) file;
    InStore place = area.place(part);
    InStore target;
    try {
      target = new ObjectMove(area.store()).moveInto(from, stamp, place.key());
    } catch (IOException e) {
      throw ObjectStaging.failure("File " + from + " cannot be moved to " + place, e);
    }
    if (completeness.isByMarker()) {
      removeMarker(from);
    }
    return target;
  }

  private void removeMarker(InStore file) {
    try {
      area.store().delete(area.locate(Part.STAGING, completeness.markerOf(file.name())));
    } catch (IOException e) {
      // It harms nobody: a marker that is older than a file does not count for it.
      LOG.debug("Marker of {} is left behind", file, e);
    }
  }
}
