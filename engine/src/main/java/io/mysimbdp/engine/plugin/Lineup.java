package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which plugin serves each id, and on behalf of which file. Immutable; closes and loads nothing.
 *
 * @param byId by Plugin-Id; unmodifiable
 */
record Lineup(SortedMap<String, Serving> byId) {

  static final Lineup EMPTY = new Lineup(Collections.emptySortedMap());

  /**
   * A plugin that serves.
   *
   * @param file name of the file that it serves on behalf of, which may be broken by now
   */
  record Serving(LoadedPlugin plugin, String file) {}

  /** Returns what serves, sorted by id. */
  List<LoadedPlugin> plugins() {
    return byId.values().stream().map(Serving::plugin).toList();
  }

  /** Returns the plugin that serves an id. */
  Optional<LoadedPlugin> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(Serving::plugin);
  }

  /**
   * Returns what serves once the files have these contents. What serves stays until its file is
   * gone or holds something else that can serve; an id that is free is served by the one file that
   * claims it, and by none when several do, for nobody knows which is meant.
   *
   * @param isTrusted what does not pass serves no more
   */
  Lineup next(SortedMap<String, JarContent> files, Predicate<LoadedPlugin> isTrusted) {
    SortedMap<String, Serving> staying = new TreeMap<>();
    SortedMap<String, Serving> leaving = new TreeMap<>();
    byId.forEach(
        (id, serving) -> {
          if (!isTrusted.test(serving.plugin())) {
            return;
          }
          Optional<Serving> still = still(serving, files);
          if (still.isPresent()) {
            staying.put(id, still.get());
          } else if (files.containsKey(serving.file())) {
            leaving.put(id, serving);
          }
        });
    while (true) {
      SortedMap<String, Serving> all = withNewcomers(staying, files);
      // A file that cannot serve its new id goes on serving its old one, which changes what is
      // free.
      SortedMap<String, Serving> back = new TreeMap<>(leaving);
      back.values().removeIf(serving -> servesAny(all, serving.file()));
      if (back.isEmpty()) {
        return new Lineup(Collections.unmodifiableSortedMap(all));
      }
      staying.putAll(back);
      leaving.keySet().removeAll(back.keySet());
    }
  }

  /** Returns who serves the same id now, where that is decided by this id's own files alone. */
  private static Optional<Serving> still(Serving before, SortedMap<String, JarContent> files) {
    LoadedPlugin plugin = before.plugin();
    JarContent own = files.get(before.file());
    LoadedPlugin now = own == null ? null : own.plugin();
    if (now != null && now.id().equals(plugin.id())) {
      return Optional.of(new Serving(now, before.file()));
    }
    Optional<Serving> renamed =
        files.entrySet().stream()
            .filter(file -> file.getValue().plugin() == plugin)
            .map(file -> new Serving(plugin, file.getKey()))
            .findFirst();
    boolean broken = own != null && now == null;
    return renamed.isEmpty() && broken ? Optional.of(before) : renamed;
  }

  private static SortedMap<String, Serving> withNewcomers(
      SortedMap<String, Serving> staying, SortedMap<String, JarContent> files) {
    SortedMap<String, Serving> all = new TreeMap<>(staying);
    files.forEach(
        (file, content) -> {
          LoadedPlugin plugin = content.plugin();
          if (plugin != null
              && !staying.containsKey(plugin.id())
              && claimants(plugin.id(), files).size() == 1) {
            all.put(plugin.id(), new Serving(plugin, file));
          }
        });
    return all;
  }

  /** Returns the failures of these files, given that this line-up serves; sorted by file. */
  List<PluginFailure> failures(SortedMap<String, JarContent> files) {
    List<PluginFailure> failures = new ArrayList<>();
    files.forEach(
        (file, content) -> {
          PluginFailure failure = content.failure();
          LoadedPlugin plugin = content.plugin();
          if (failure != null) {
            failures.add(failure(failure, failure.message() + instead(file, content)));
          } else if (plugin != null && !serves(plugin, file)) {
            failures.add(duplicate(file, content, plugin, files));
          }
        });
    return failures;
  }

  private PluginFailure duplicate(
      String file, JarContent content, LoadedPlugin plugin, SortedMap<String, JarContent> files) {
    SortedSet<String> others = claimants(plugin.id(), files);
    Serving serving = byId.get(plugin.id());
    if (serving != null) {
      others.add(serving.file());
    }
    others.remove(file);
    String verdict =
        serving == null
            ? "none of them is loaded"
            : "version "
                + serving.plugin().version()
                + " from "
                + new JarLabel(serving.file())
                + " goes on serving";
    return new PluginFailure(
        file,
        Optional.of(plugin.id()),
        FailureCode.PLUGIN_DUPLICATE_ID,
        new JarLabel(file)
            + " has Plugin-Id "
            + plugin.id()
            + " in common with "
            + others.stream()
                .map(name -> new JarLabel(name).toString())
                .collect(Collectors.joining(", "))
            + ": "
            + verdict
            + "; leave one"
            + instead(file, content));
  }

  /** Says what serves on behalf of a file that cannot serve what it holds. */
  private String instead(String file, JarContent content) {
    return byId.values().stream()
        .filter(serving -> serving.file().equals(file))
        .map(Serving::plugin)
        .map(
            plugin ->
                "; version "
                    + plugin.version()
                    + (plugin.id().equals(content.id().orElse(plugin.id()))
                        ? ""
                        : " of Plugin-Id " + plugin.id())
                    + " goes on serving")
        .collect(Collectors.joining());
  }

  private boolean serves(LoadedPlugin plugin, String file) {
    Serving serving = byId.get(plugin.id());
    return serving != null && serving.file().equals(file);
  }

  private static boolean servesAny(SortedMap<String, Serving> all, String file) {
    return all.values().stream().anyMatch(serving -> serving.file().equals(file));
  }

  /**
   * Returns the names of all files with this id, broken ones too; but not those that are not
   * trusted, for else a stranger's JAR could keep the right one from serving.
   */
  private static SortedSet<String> claimants(String id, SortedMap<String, JarContent> files) {
    SortedSet<String> names = new TreeSet<>();
    files.forEach(
        (file, content) -> {
          PluginFailure failure = content.failure();
          boolean isTrusted = failure == null || failure.code() != FailureCode.PLUGIN_NOT_TRUSTED;
          if (isTrusted && content.id().filter(id::equals).isPresent()) {
            names.add(file);
          }
        });
    return names;
  }

  private static PluginFailure failure(PluginFailure before, String message) {
    return new PluginFailure(before.jar(), before.pluginId(), before.code(), message);
  }
}
