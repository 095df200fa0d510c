package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.staging.Completeness;
import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingDirectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a listing of staging shows, entry by entry, and what it amounts to. For one thread. */
final class Arrivals {

  private final String bucket;
  private final String folder;
  private final Completeness completeness;
  private final List<ObjectStore.Entry> entries = new ArrayList<>();
  private final Map<String, Instant> markers = new HashMap<>();

  /**
   * Begins with nothing.
   *
   * @param folder the prefix of all keys
   */
  Arrivals(String bucket, String folder, FileRules rules, InstantSource clock) {
    this.bucket = bucket;
    this.folder = folder;
    this.completeness = new Completeness(rules, clock);
  }

  void add(ObjectStore.Entry entry) {
    String name = name(entry, folder);
    if (completeness.isMarker(name) && entry.stamp() != null) {
      markers.put(name, entry.modified());
    } else if (!isPassedOver(entry, name, completeness)) {
      entries.add(entry);
    }
  }

  /** Returns what there is, in the order of arrival. */
  List<Staged> judged() {
    return entries.stream()
        .sorted(
            Comparator.comparing(ObjectStore.Entry::modified).thenComparing(ObjectStore.Entry::key))
        .map(this::judge)
        .toList();
  }

  private Staged judge(ObjectStore.Entry entry) {
    String name = name(entry, folder);
    InStore location = new InStore(bucket, entry.key());
    if (entry.stamp() == null) {
      return Completeness.unfitKind(name.isEmpty() ? "/" : name, location, "a folder", false);
    }
    if (!FileNames.isPrintable(name)) {
      return Completeness.unfitName(name, location, "holds control characters");
    }
    return completeness.isByMarker()
        ? completeness.byMarker(
            name,
            location,
            entry.stamp(),
            entry.modified(),
            markers.get(completeness.markerOf(name)))
        : completeness.byTime(name, location, entry.stamp(), entry.modified());
  }

  /** Some tools make an object of the folder itself, with nothing behind its slash. */
  private static boolean isPassedOver(
      ObjectStore.Entry entry, String name, Completeness completeness) {
    return (entry.stamp() != null && name.isEmpty()) || completeness.isPassedOver(name);
  }

  private static String name(ObjectStore.Entry entry, String folder) {
    String name = entry.key().substring(folder.length());
    return entry.stamp() == null ? name.substring(0, name.length() - 1) : name;
  }

  /** Counts a listing. */
  static final class Count {

    private final String folder;
    private final Completeness completeness;
    private final int most;
    private int files;
    private long bytes;
    private boolean isMore;

    /**
     * Begins with nothing.
     *
     * @param most counting ends after as many
     */
    Count(String folder, FileRules rules, int most) {
      this.folder = folder;
      this.completeness = new Completeness(rules, InstantSource.system());
      this.most = most;
    }

    /** Counts an entry; tells whether to go on. */
    boolean add(ObjectStore.Entry entry) {
      if (isPassedOver(entry, name(entry, folder), completeness)) {
        return true;
      }
      if (files == most) {
        isMore = true;
        return false;
      }
      files++;
      bytes += entry.stamp() == null ? 0 : entry.stamp().sizeBytes();
      return true;
    }

    StagingDirectory.Tally tally() {
      return new StagingDirectory.Tally(files, bytes, isMore);
    }
  }
}
