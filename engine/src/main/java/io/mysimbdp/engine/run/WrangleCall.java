package io.mysimbdp.engine.run;

import io.mysimbdp.engine.confine.RefusedCallException;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.failure.RetoldException;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.UnusableFileException;
import io.mysimbdp.tenant.Wrangler;
import java.time.DateTimeException;

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
          e instanceof RefusedStatementException
              ? FailureCode.STATEMENT_REFUSED
              : FailureCode.APP_FAILED,
          "wrangle failed on "
              + record.file()
              + ":"
              + record.line()
              + ": "
              + AppError.describe(e, wrangler.getClass())
              + advice(e),
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

  /**
   * A value that cannot be parsed is the record's fault; a row that cannot be made is the app's.
   */
  private static String advice(Throwable thrown) {
    StackTraceElement[] trace = RetoldException.stackTraceOf(thrown);
    boolean isOfContract =
        trace.length > 0 && trace[0].getClassName().startsWith("io.mysimbdp.tenant.");
    boolean isOfValue =
        thrown instanceof IllegalArgumentException || thrown instanceof DateTimeException;
    return isOfValue && !isOfContract
        ? "; of a record that cannot be ingested, expected Outcome.reject"
        : "";
  }
}
