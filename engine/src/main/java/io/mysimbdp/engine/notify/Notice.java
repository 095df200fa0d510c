package io.mysimbdp.engine.notify;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message for people elsewhere. Immutable.
 *
 * @param id tells it from others; the same in each attempt to deliver it
 * @param event the word for what happened: failure, suspension, quota or test
 * @param time when
 * @param tenant whose it is; null: nobody's
 * @param run the run that it is about; null: none
 * @param reason what happened, in a sentence
 * @param code what failed; null: nothing
 * @param by who has suspended the tenant; null: nobody has
 * @param files the names of the files that are not done, the first ones
 * @param moreFiles how many more there are
 * @param counts what the run has done; null: there is none
 * @param quota how the quota stands; null: it is about none
 */
public record Notice(
    String id,
    String event,
    Instant time,
    @Nullable String tenant,
    @Nullable String run,
    String reason,
    @Nullable FailureCode code,
    @Nullable String by,
    List<String> files,
    int moreFiles,
    @Nullable Counts counts,
    @Nullable QuotaLevel quota) {

  /** Checks and copies. */
  public Notice {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(reason, "reason");
    files = List.copyOf(files);
  }

  /** Makes a message that only proves that messages arrive. */
  public static Notice test(String id, Instant time) {
    return new Notice(
        id,
        "test",
        time,
        null,
        null,
        "This is a test: somebody has said \"engine notify test\".",
        null,
        null,
        List.of(),
        0,
        null,
        null);
  }

  /** Makes a message about a tenant that was suspended. */
  public static Notice suspension(
      String id, Instant time, String tenant, @Nullable String run, String by, String reason) {
    return new Notice(
        id, "suspension", time, tenant, run, reason, null, by, List.of(), 0, null, null);
  }

  /**
   * How a quota stands.
   *
   * @param window pass, hour, day or month
   * @param unit files, bytes or rows
   */
  public record QuotaLevel(String window, String unit, long limit, long used) {}
}
