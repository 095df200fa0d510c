package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.executor.ExecutorNotice.Cancellation;
import io.mysimbdp.engine.executor.RunEnd;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunProgress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run that is executed elsewhere, seen from here. Safe for several threads. */
final class RemoteRun {

  private final Run run;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile RunProgress progress = RunProgress.NONE;
  private volatile @Nullable String executorId;
  private volatile @Nullable Cancellation cancellation;

  /** What has become of it. */
  sealed interface Outcome {

    /** It has come to an end, whatever kind of. */
    record Ended(RunEnd end) implements Outcome {}

    /** It was cancelled, has not begun, and will not. */
    record Withdrawn(Cancellation why) implements Outcome {}

    /**
     * Nobody knows.
     *
     * @param executorId where it had begun; null: it had not
     * @param reason one sentence
     */
    record Lost(@Nullable String executorId, String reason) implements Outcome {}
  }

  RemoteRun(Run run) {
    this.run = run;
  }

  Run run() {
    return run;
  }

  String id() {
    return run.id();
  }

  String tenant() {
    return run.profile().id();
  }

  /** Returns how far it is known to have come. */
  RunProgress progress() {
    return progress;
  }

  void progress(RunProgress now) {
    progress = now;
  }

  /** Returns where it is executed; null: it has not begun. */
  @Nullable String executorId() {
    return executorId;
  }

  void began(String where) {
    executorId = where;
  }

  /** Returns why it is to end; null: it is not. */
  @Nullable Cancellation cancellation() {
    return cancellation;
  }

  void cancel(EngineException reason) {
    cancellation = new Cancellation(reason.code(), reason.getMessage());
  }

  /** Notes what has become of it; the first one counts. */
  void over(Outcome result) {
    outcome.complete(result);
  }

  /** Notes that it will not begin. */
  void withdrawn() {
    Cancellation why = cancellation;
    over(
        why == null
            ? new Outcome.Lost(null, "it was withdrawn, and nobody has said why")
            : new Outcome.Withdrawn(why));
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }
}
