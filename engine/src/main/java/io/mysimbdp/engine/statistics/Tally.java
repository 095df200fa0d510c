package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;

/** Collects from files, in the order in which they ended, and from the runs they make up. */
interface Tally {

  void add(EndedFile file);

  void add(EndedRun run);
}
