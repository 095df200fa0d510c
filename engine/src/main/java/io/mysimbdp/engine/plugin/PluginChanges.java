package io.mysimbdp.engine.plugin;

import java.util.List;
import java.util.Objects;

/**
 * What a {@link PluginCatalog#refresh} found. The lists are unmodifiable and sorted by id or name.
 *
 * <p>What was replaced or removed stays open and findable until {@link LoadedPlugin#retire}.
 *
 * @param added plugins of ids that nothing served before
 * @param replaced plugins of ids that another version served before
 * @param removed plugins of ids that nothing serves any more
 * @param failures what cannot be loaded and was not reported before for the same file
 * @param settling names of JARs that are left alone for now, because they may still be written
 */
public record PluginChanges(
    List<LoadedPlugin> added,
    List<Replacement> replaced,
    List<LoadedPlugin> removed,
    List<PluginFailure> failures,
    List<String> settling) {

  /** Copies. */
  public PluginChanges {
    added = List.copyOf(added);
    replaced = List.copyOf(replaced);
    removed = List.copyOf(removed);
    failures = List.copyOf(failures);
    settling = List.copyOf(settling);
  }

  /** Tells whether there is nothing to report: what is settling does not count. */
  public boolean isEmpty() {
    return added.isEmpty() && replaced.isEmpty() && removed.isEmpty() && failures.isEmpty();
  }

  /**
   * One version in place of another.
   *
   * @param before the version that served until now
   * @param now the version that serves from now on; its id is the same
   */
  public record Replacement(LoadedPlugin before, LoadedPlugin now) {

    /** Checks. */
    public Replacement {
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(now, "now");
    }
  }
}
