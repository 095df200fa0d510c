package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.Optional;

/**
 * Lets nobody but the engine open a file of which only a part is meant: an app that reads a file
 * itself would read all of it, once for each part. Safe for several threads.
 */
final class PartGuard {

  private final RunFile file;
  private volatile boolean isDriven;
  private volatile boolean isAskedForWhole;

  PartGuard(RunFile file) {
    this.file = file;
  }

  /** Says that from here on it is the engine that opens it. */
  void drive() {
    isDriven = true;
  }

  /**
   * To be called before the file is opened.
   *
   * @throws EngineException when it is the app that opens a part
   */
  void opening() {
    if (!isDriven) {
      declaring();
    }
  }

  /**
   * To be called when the app says what is a record.
   *
   * @throws EngineException when it does so with a part
   */
  void declaring() {
    if (file.part() != null) {
      isAskedForWhole = true;
      throw notInParts();
    }
  }

  /** Returns why the file is not to be run in parts, also where the app has swallowed it. */
  Optional<EngineException> objection() {
    return isAskedForWhole ? Optional.of(notInParts()) : Optional.empty();
  }

  private EngineException notInParts() {
    return new EngineException(
        FailureCode.SPLIT_GIVEN_UP,
        "the app opens " + file.name() + " itself, so the file is run again in one piece");
  }
}
