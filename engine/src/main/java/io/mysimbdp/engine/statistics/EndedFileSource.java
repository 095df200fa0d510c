package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.time.Period;
import java.util.function.Consumer;

/** Where ended files come from. */
public interface EndedFileSource {

  /**
   * Hands over the files of a tenant that ended within a period, in the order in which they did.
   */
  void forEach(String tenant, Period period, Consumer<EndedFile> consumer);
}
