package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location.InStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves objects: a copy, and then the first one is deleted if it is still the same. Who dies in
 * between leaves both. Never over another object: of those who move at one time in this JVM each
 * has a name of its own, and only one engine serves a tenant. Safe for several threads.
 */
final class ObjectMove {

  // Names that somebody is moving something to.
  private static final Set<InStore> TAKEN = ConcurrentHashMap.newKeySet();

  private final ObjectStore store;
  private final ObjectCopy copy;

  ObjectMove(ObjectStore store) {
    this(store, new ObjectCopy(store));
  }

  ObjectMove(ObjectStore store, ObjectCopy copy) {
    this.store = store;
    this.copy = copy;
  }

  /**
   * Moves an object to a folder, with .2, .3 … behind its name when that is taken.
   *
   * @param known how it looked; null: as it looks now
   * @param prefix of the keys there
   * @return where it is now
   * @throws io.mysimbdp.engine.staging.ReplacedException when it is another one by now
   */
  InStore moveInto(InStore from, @Nullable FileStamp known, String prefix) throws IOException {
    FileStamp stamp = known == null ? store.stamp(from) : known;
    while (true) {
      InStore target = reserve(from.bucket(), prefix, from.name());
      try {
        copy.copy(from, stamp, target);
        store.delete(from, stamp);
        return target;
      } catch (FileAlreadyExistsException e) {
        // Somebody has put something there this moment: the next name.
      } finally {
        TAKEN.remove(target);
      }
    }
  }

  /**
   * Moves an object to a name.
   *
   * @throws FileAlreadyExistsException when that is taken
   */
  void moveOnto(InStore from, InStore to) throws IOException {
    FileStamp stamp = store.stamp(from);
    if (!TAKEN.add(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    try {
      if (isThere(to)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      copy.copy(from, stamp, to);
      store.delete(from, stamp);
    } finally {
      TAKEN.remove(to);
    }
  }

  private InStore reserve(String bucket, String prefix, String name) throws IOException {
    InStore whole = new InStore(bucket, prefix + name);
    if (take(whole)) {
      return whole;
    }
    String numbered = prefix + FileNames.shortened(name) + ".";
    Set<String> there = new HashSet<>();
    store.list(
        bucket,
        numbered,
        entry -> {
          there.add(entry.key());
          return true;
        });
    for (int n = 2; ; n++) {
      InStore next = new InStore(bucket, numbered + n);
      if (!there.contains(next.key()) && take(next)) {
        return next;
      }
    }
  }

  /** Takes a name if it is free; tells whether it was. */
  private boolean take(InStore name) throws IOException {
    if (!TAKEN.add(name)) {
      return false;
    }
    boolean isFree = false;
    try {
      isFree = !isThere(name);
      return isFree;
    } finally {
      if (!isFree) {
        TAKEN.remove(name);
      }
    }
  }

  private boolean isThere(InStore at) throws IOException {
    try {
      store.stamp(at);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
