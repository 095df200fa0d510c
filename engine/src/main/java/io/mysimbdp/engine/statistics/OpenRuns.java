package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts runs together from files in the order in which these ended. The files of a run end one soon
 * after the other, mixed only with those of the tenant's runs beside it; so a run is taken for
 * complete when a thousand others have had a file since.
 */
final class OpenRuns {

  private static final int MOST = 1_000;

  private final Consumer<EndedRun> ended;
  private final Map<String, EndedRun> open = new LinkedHashMap<>(16, 0.75f, true);

  OpenRuns(Consumer<EndedRun> ended) {
    this.ended = ended;
  }

  void add(EndedFile file) {
    if (file.runId() != null) {
      open.merge(file.runId(), EndedRun.of(file), EndedRun::plus);
      if (open.size() > MOST) {
        Iterator<EndedRun> eldest = open.values().iterator();
        ended.accept(eldest.next());
        eldest.remove();
      }
    }
  }

  /** Hands over those that are left: no further file comes. */
  void finish() {
    open.values().forEach(ended);
    open.clear();
  }
}
