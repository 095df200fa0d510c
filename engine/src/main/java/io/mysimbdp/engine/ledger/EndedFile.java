package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file one time: each attempt that came to an end is one, and so is each time that
 * a file left staging without a run. The ledger keeps them all, while a {@link LedgerEntry} knows
 * of the last run only.
 *
 * @param tenant the tenant's id
 * @param name the file's name
 * @param endedAt when, in whole milliseconds
 * @param end how
 * @param runId the run; null: none was needed
 * @param startedAt when that run began; null: no run
 * @param isResumed whether the run may have gone on where one before had come to: then its counts
 *     are of both
 * @param sizeBytes the file's size as staged; 0 where it is not known
 * @param counts what was made of it
 * @param rejectKinds how many of the rejects there are of each kind, as far as that is known
 * @param cause what kept it from being done, in a stable word: the key of a rule, or the name of a
 *     {@link io.mysimbdp.engine.failure.FailureCode}; null: it is done, or a duplicate
 * @param reason the same as a sentence of at most 500 characters
 */
public record EndedFile(
    String tenant,
    String name,
    Instant endedAt,
    End end,
    @Nullable String runId,
    @Nullable Instant startedAt,
    boolean isResumed,
    long sizeBytes,
    Counts counts,
    Map<String, Long> rejectKinds,
    @Nullable String cause,
    @Nullable String reason) {

  /** How a file can end. Names are stable: they stand in the ledger. */
  public enum End {
    /** Every record is acknowledged, rejected or skipped. */
    DONE,
    /** Its content had been ingested before. */
    DUPLICATE,
    /** It cannot be ingested as it is. */
    REFUSED,
    /** Its run failed; it is still in staging. */
    FAILED
  }

  /** Checks and copies. */
  public EndedFile {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(endedAt, "endedAt");
    if ((runId == null) != (startedAt == null)) {
      throw new IllegalArgumentException("A run and its begin come together: " + name);
    }
    rejectKinds = Map.copyOf(rejectKinds);
  }

  /** Returns what a run has made of a file; not of one that is to be run again. */
  static EndedFile of(Run run, RunFile file, FileResult result, Instant endedAt) {
    End end =
        switch (result.state()) {
          case DONE -> End.DONE;
          case REFUSED -> End.REFUSED;
          case FAILED -> End.FAILED;
          case SET_BACK -> throw new IllegalArgumentException("not an end: " + result);
        };
    return new EndedFile(
        run.profile().id(),
        file.name(),
        endedAt,
        end,
        run.id(),
        run.startedAt(),
        file.resume() != null,
        file.sizeBytes(),
        result.counts(),
        result.rejectKinds(),
        cause(result),
        Remark.of(result.reason()));
  }

  private static @Nullable String cause(FileResult result) {
    Decision.Refused refusal = result.refusal();
    if (refusal != null) {
      return refusal.rule();
    }
    return result.code() == null ? null : result.code().name();
  }

  /** Returns the last end of a file that is done, by what the ledger says of it. */
  static EndedFile of(LedgerEntry done) {
    return new EndedFile(
        done.tenant(),
        done.name(),
        done.doneAt(),
        End.DONE,
        done.runId(),
        done.startedAt(),
        done.attempts() > 1,
        done.sizeBytes(),
        done.counts(),
        done.rejectKinds(),
        null,
        null);
  }

  /** Returns the end of a file that left staging without a run. */
  static EndedFile withoutRun(
      String tenant,
      String name,
      Instant endedAt,
      End end,
      long sizeBytes,
      @Nullable String cause,
      @Nullable String reason) {
    return new EndedFile(
        tenant,
        name,
        endedAt,
        end,
        null,
        null,
        false,
        sizeBytes,
        Counts.ZERO,
        Map.of(),
        cause,
        Remark.of(reason));
  }

  /** Returns how long it took from the begin of its run; zero without a run. */
  public Duration duration() {
    // The clock may have been set back.
    return startedAt == null || startedAt.isAfter(endedAt)
        ? Duration.ZERO
        : Duration.between(startedAt, endedAt);
  }
}
