package io.mysimbdp.engine.confine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The territories of the runs of one class loader. Safe for all threads. */
public final class Territories {

  private final List<Territory> entered = new CopyOnWriteArrayList<>();

  /** Begins a run. */
  public void enter(Territory territory) {
    entered.add(territory);
  }

  /** Ends a run. */
  public void leave(Territory territory) {
    entered.remove(territory);
  }

  /**
   * Returns the territory of all runs under way, when there is one; of several, nobody can tell
   * which one is meant.
   */
  public Optional<Territory> only() {
    List<Territory> now = List.copyOf(entered);
    return now.size() == 1 ? Optional.of(now.get(0)) : Optional.empty();
  }
}
