package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.Retention;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.staging.Exit;
import io.mysimbdp.engine.staging.Expiry;
import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.ReplacedException;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingDirectory;
import io.mysimbdp.engine.staging.TenantFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A staging area in an object store. What is right below a prefix are its files; a further slash in
 * a key makes a folder of what is before it.
 *
 * @param config of the store
 * @param bucket the bucket
 * @param folder the prefix of keys in staging, with a slash at its end
 * @param tenant the folder of the tenant, where its rejects are
 */
record ObjectStaging(StagingConfig.Store config, String bucket, String folder, TenantFolder tenant)
    implements StagingArea {

  /**
   * Makes the area of a place.
   *
   * @param place {@code s3://<bucket>/<prefix without a slash at its end>}
   */
  static ObjectStaging of(StagingConfig.Store config, String place, TenantFolder tenant) {
    InStore at = (InStore) Location.of(place);
    return new ObjectStaging(config, at.bucket(), at.key() + "/", tenant);
  }

  @Override
  public FileSource files() {
    return new StoreFiles(config);
  }

  @Override
  public List<Staged> scan(FileRules rules, InstantSource clock) {
    Arrivals arrivals = new Arrivals(bucket, folder, rules, clock);
    list(
        Part.STAGING,
        entry -> {
          arrivals.add(entry);
          return true;
        });
    return arrivals.judged();
  }

  @Override
  public StagingDirectory.Tally tally(FileRules rules, int most) {
    Arrivals.Count count = new Arrivals.Count(folder, rules, most);
    list(Part.STAGING, count::add);
    return count.tally();
  }

  @Override
  public boolean hasStagedFiles() {
    boolean[] found = new boolean[1];
    try {
      store()
          .list(
              bucket,
              folder,
              entry -> {
                String name = entry.key().substring(folder.length());
                found[0] = !name.isEmpty() && !name.startsWith(".");
                return !found[0];
              });
      return found[0];
    } catch (IOException e) {
      // Whoever looks through it in earnest reports this.
      return true;
    }
  }

  @Override
  public boolean isNear() {
    return false;
  }

  @Override
  public Optional<FileTime> stagingModified() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> watchable() {
    return Optional.empty();
  }

  @Override
  public Exit exit(FileRules rules) {
    return new ObjectExit(this, rules);
  }

  @Override
  public void putBack(Part from, String name) {
    InStore file = locate(from, name);
    InStore target = locate(Part.STAGING, name);
    try {
      new ObjectMove(store()).moveOnto(file, target);
      if (from == Part.REFUSED) {
        store().delete(noteOf(name));
      }
    } catch (IOException e) {
      throw failure("File " + file + " cannot be moved to " + target, e);
    }
  }

  /** Returns where the reason is why a file was refused. */
  InStore noteOf(String name) {
    return locate(Part.REFUSED, FileNames.noteOf(name));
  }

  @Override
  public boolean isThere(Location location) {
    try {
      files().stamp(location);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public InStore locate(Part part, String name) {
    return new InStore(bucket, prefix(part) + name);
  }

  @Override
  public List<Location> named(Part part, String name) {
    String numbered = prefix(part) + FileNames.shortened(name) + ".";
    String whole = prefix(part) + name;
    List<Location> found = new ArrayList<>();
    try {
      if (isThere(locate(part, name))) {
        found.add(locate(part, name));
      }
      store()
          .list(
              bucket,
              numbered,
              entry -> {
                if (entry.stamp() != null && !entry.key().equals(whole)) {
                  found.add(new InStore(bucket, entry.key()));
                }
                return true;
              });
    } catch (IOException e) {
      throw unreadable(part, e);
    }
    return found;
  }

  @Override
  public List<String> expire(Retention retention, InstantSource clock) {
    List<String> done = new ArrayList<>();
    sweep(Part.DONE, retention.done(), clock, done);
    sweep(Part.REFUSED, retention.refused(), clock, done);
    done.addAll(new Expiry(tenant, new Retention(null, null, retention.rejects()), clock).run());
    return done;
  }

  private void sweep(Part part, @Nullable Duration keep, InstantSource clock, List<String> done) {
    if (keep == null) {
      return;
    }
    Instant oldest = clock.instant().minus(keep);
    long[] deleted = new long[1];
    List<InStore> old = new ArrayList<>();
    list(
        part,
        entry -> {
          if (entry.stamp() != null && entry.modified().isBefore(oldest)) {
            old.add(new InStore(bucket, entry.key()));
          }
          return true;
        });
    try {
      for (InStore each : old) {
        store().delete(each);
        deleted[0]++;
      }
    } catch (IOException e) {
      throw failure("Files in " + place(part) + " cannot be deleted", e);
    }
    if (deleted[0] > 0) {
      String name = part.name().toLowerCase(Locale.ROOT);
      done.add(Expiry.sentence(deleted[0], name, name, keep));
    }
  }

  private void list(Part part, Predicate<ObjectStore.Entry> each) {
    try {
      store().list(bucket, prefix(part), each);
    } catch (IOException e) {
      throw unreadable(part, e);
    }
  }

  private EngineException unreadable(Part part, IOException e) {
    String what = part == Part.STAGING ? "Staging area " : "Folder ";
    return failure(what + place(part) + " cannot be read", e);
  }

  /** Returns the place of a part, as people write it. */
  InStore place(Part part) {
    return new InStore(bucket, prefix(part));
  }

  /** Says what cannot be done, and who must act. */
  static EngineException failure(String what, IOException e) {
    if (e instanceof StoreException answer) {
      return new EngineException(answer.code(), what + ": " + answer.getMessage(), e);
    }
    if (e instanceof ReplacedException) {
      return new EngineException(FailureCode.FILE_CHANGED, what + ": " + e.getMessage(), e);
    }
    return new EngineException(FailureCode.DISK, what + ": " + e, e);
  }

  private String prefix(Part part) {
    if (part == Part.STAGING) {
      return folder;
    }
    String above = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    return above + part.name().toLowerCase(Locale.ROOT) + "/";
  }

  ObjectStore store() {
    return ObjectStore.of(config);
  }
}
