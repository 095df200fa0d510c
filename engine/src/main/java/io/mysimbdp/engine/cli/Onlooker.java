package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.schedule.PassListener;

/** Looks at one run of the engine from within. Called on several threads. */
interface Onlooker extends PassListener {

  /** Sees nothing. */
  Onlooker NOBODY = new Onlooker() {};

  /** The JARs are loaded; they are closed when the run is over. */
  default void loaded(PluginCatalog plugins) {}
}
