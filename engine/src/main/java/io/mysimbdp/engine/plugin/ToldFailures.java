package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Remembers which failures have been told, so that none is told at each look. Not thread-safe. */
final class ToldFailures {

  private Map<String, Told> told = Map.of();

  private record Told(Optional<JarStamp> stamp, FailureCode code) {}

  /**
   * Returns those that have not been told of the same file before; all others count as settled.
   *
   * @param stamps of the files by name; empty for the folder
   */
  List<PluginFailure> news(
      List<PluginFailure> failures, Function<String, Optional<JarStamp>> stamps) {
    Map<String, Told> now = new HashMap<>();
    List<PluginFailure> news = new ArrayList<>();
    for (PluginFailure failure : failures) {
      Told telling = new Told(stamps.apply(failure.jar()), failure.code());
      if (!telling.equals(told.get(failure.jar()))) {
        news.add(failure);
      }
      now.put(failure.jar(), telling);
    }
    told = now;
    return news;
  }
}
