package io.mysimbdp.engine.run;

import io.mysimbdp.engine.confine.RefusedCallException;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.RetoldException;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.UnusableFileException;
import io.mysimbdp.tenant.Wrangler;

/** Calls an app's wrangler for one record. */
public final class WrangleCall {

  private WrangleCall() {}

  /**
   * Returns what the wrangler makes of a record.
   *
   * @throws EngineException for whatever it throws, and when it returns null
   * @throws UnusableFileException when the wrangler throws it
   * @throws RefusedCallException when it has called what it may not call
   * @throws InterruptedException when it was interrupted
   */
  public static Outcome of(Wrangler wrangler, InputRecord record) throws InterruptedException {
    Outcome outcome;
    try {
      outcome = wrangler.wrangle(record);
    } catch (UnusableFileException | InterruptedException | RefusedCallException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "wrangle failed on "
              + record.file()
              + ":"
              + record.line()
              + ": "
              + AppError.describe(e, wrangler.getClass()),
          RetoldException.of(e));
    }
    if (outcome == null) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "wrangle returned null for "
              + record.file()
              + ":"
              + record.line()
              + "; expected Outcome.write, Outcome.reject or Outcome.skip");
    }
    return outcome;
  }
}
