package io.mysimbdp.engine.confine;

import java.util.Optional;

/**
 * To be implemented by the class loaders of tenants' apps: so are their classes told from all
 * others. A loader knows the runs of its classes, for calls on threads that belong to no run, such
 * as the driver's, which call an app back.
 */
public interface Confined {

  /** Begins a run of the loader's classes. */
  void enter(Territory territory);

  /** Ends a run. */
  void leave(Territory territory);

  /** Tells whether an archive, by its URL, is the one that the loader's classes come from. */
  boolean isOwn(String archive);

  /** Returns the territory of the runs under way, if there are any and it is the same for all. */
  Optional<Territory> territory();
}
