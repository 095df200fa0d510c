package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remembers what each file of the plugins folder was and takes in those that have changed since,
 * once nobody seems to write to them any more. Not thread-safe.
 */
final class FolderWatch {

  private final PluginFolder folder;
  private final Duration quiet;
  private final InstantSource clock;
  private final JarIntake intake;
  private final SortedMap<String, Known> known = new TreeMap<>();

  /** Files from the future, as they were at the last look. */
  private Map<String, JarStamp> fromTheFuture = Map.of();

  private record Known(JarStamp stamp, JarContent content) {}

  /**
   * What came of one look.
   *
   * @param changed whether any content may be another than before
   * @param settling names of the files that are waited for, sorted
   */
  record Look(boolean changed, List<String> settling) {}

  /**
   * Makes a watch that has seen nothing.
   *
   * @param quiet how long a file must have been left alone to count as complete
   */
  FolderWatch(PluginFolder folder, Duration quiet, InstantSource clock, JarIntake intake) {
    this.folder = folder;
    this.quiet = quiet;
    this.clock = clock;
    this.intake = intake;
  }

  /**
   * Takes in all files as they are.
   *
   * @throws IOException when the folder cannot be listed
   */
  void takeAll() throws IOException {
    folder
        .jars()
        .forEach(
            (name, stamp) -> known.put(name, new Known(stamp, intake.take(folder.file(name)))));
  }

  /**
   * Takes in what has changed and is complete, and forgets what is gone.
   *
   * @throws IOException when the folder cannot be listed; then nothing is forgotten
   */
  Look takeChanged() throws IOException {
    SortedMap<String, JarStamp> seen = folder.jars();
    Map<String, JarStamp> future = new HashMap<>();
    List<String> settling = new ArrayList<>();
    boolean changed = known.keySet().retainAll(seen.keySet());
    Instant now = clock.instant();
    for (Map.Entry<String, JarStamp> file : seen.entrySet()) {
      String name = file.getKey();
      JarStamp stamp = file.getValue();
      if (isKnown(name, stamp)) {
        continue;
      }
      if (stamp.modified().isAfter(now)) {
        future.put(name, stamp);
      }
      if (isComplete(name, stamp, now) && take(name, stamp)) {
        changed = true;
      } else {
        settling.add(name);
      }
    }
    fromTheFuture = future;
    return new Look(changed, settling);
  }

  /** Tells whether a file needs no other look, because it is the same and nothing went wrong. */
  private boolean isKnown(String name, JarStamp stamp) {
    Known before = known.get(name);
    return before != null && before.stamp().equals(stamp) && !before.content().passing();
  }

  private boolean isComplete(String name, JarStamp stamp, Instant now) {
    if (stamp.modified().isAfter(now)) {
      // Its clock is not ours and its age means nothing: it must have stayed the same for a while.
      return stamp.equals(fromTheFuture.get(name));
    }
    return !stamp.modified().plus(quiet).isAfter(now);
  }

  /** Takes in a file, unless it changes meanwhile. */
  private boolean take(String name, JarStamp stamp) {
    JarContent content = intake.take(folder.file(name));
    if (!JarStamp.of(folder.file(name)).equals(Optional.of(stamp))) {
      intake.giveBack(content);
      return false;
    }
    known.put(name, new Known(stamp, content));
    return true;
  }

  /**
   * Loads anew what waits with the very plugin that has just left: whoever owned that one will
   * close it. Tells whether there was such a file.
   */
  boolean takeAgain(Collection<LoadedPlugin> left) {
    List<String> names = new ArrayList<>();
    known.forEach(
        (name, file) -> {
          if (left.contains(file.content().plugin())) {
            names.add(name);
          }
        });
    for (String name : names) {
      JarContent content = intake.take(folder.file(name));
      known.computeIfPresent(name, (any, before) -> new Known(before.stamp(), content));
    }
    return !names.isEmpty();
  }

  /** Holds all that was taken in against what is trusted now. */
  void judgeAgain() {
    known.replaceAll(
        (name, file) -> new Known(file.stamp(), intake.judge(folder.file(name), file.content())));
  }

  /** Returns what the files are, by their names; a copy. */
  SortedMap<String, JarContent> contents() {
    SortedMap<String, JarContent> contents = new TreeMap<>();
    known.forEach((name, file) -> contents.put(name, file.content()));
    return contents;
  }

  /** Returns the stamp with which a file was taken in. */
  Optional<JarStamp> stamp(String name) {
    return Optional.ofNullable(known.get(name)).map(Known::stamp);
  }
}
