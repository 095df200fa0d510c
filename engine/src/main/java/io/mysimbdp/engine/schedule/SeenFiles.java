package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.time.Backoff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the service knows of the files in one staging directory, so that none is taken twice at a
 * time and one that has failed is not tried again at once. Not safe for several threads.
 */
final class SeenFiles {

  private enum State {
    /** Waits for its turn, or is being run. */
    TAKEN,
    /** Has failed; waits to be tried again. */
    FAILED,
    /** Can neither be ingested nor moved; was reported, and is looked at again later. */
    STUCK
  }

  private record Seen(
      State state, @Nullable FileStamp stamp, int failures, Instant notBefore, String reason) {}

  private final Backoff backoff;
  private final Map<String, Seen> files = new HashMap<>();

  SeenFiles(Backoff backoff) {
    this.backoff = backoff;
  }

  /** A snapshot of what need not be looked at, for another thread. */
  record Known(Map<String, Seen> files, Instant now) {

    /** Tells whether there is something to do about what was found. */
    boolean isNews(Staged staged) {
      Seen seen = files.get(staged.name());
      if (seen == null) {
        return true;
      }
      return switch (seen.state) {
        case TAKEN -> false;
        case STUCK -> !now.isBefore(seen.notBefore);
        case FAILED ->
            !now.isBefore(seen.notBefore)
                || (staged instanceof Staged.Ready ready && !ready.stamp().equals(seen.stamp));
      };
    }
  }

  Known known(Instant now) {
    return new Known(Map.copyOf(files), now);
  }

  /** Takes those of some files that are not taken; returns them. */
  List<WaitingFile> take(List<WaitingFile> found) {
    List<WaitingFile> taken = new ArrayList<>();
    for (WaitingFile file : found) {
      Seen before = files.get(file.name());
      if (before == null || before.state != State.TAKEN) {
        int failures = before != null && file.stamp().equals(before.stamp) ? before.failures : 0;
        files.put(file.name(), new Seen(State.TAKEN, file.stamp(), failures, Instant.MIN, ""));
        taken.add(
            failures == 0
                ? file
                : new WaitingFile(file.name(), file.location(), file.stamp(), true));
      }
    }
    return taken;
  }

  void stuck(String name, Instant now) {
    putOff(name, State.STUCK, "it can neither be ingested nor moved away", now);
  }

  /**
   * Has a file wait that has failed.
   *
   * @param why in a sentence
   */
  void failed(String name, String why, Instant now) {
    putOff(name, State.FAILED, why, now);
  }

  private void putOff(String name, State state, String why, Instant now) {
    Seen before = files.get(name);
    int failures = before == null ? 1 : before.failures + 1;
    files.put(
        name,
        new Seen(
            state,
            before == null ? null : before.stamp,
            failures,
            now.plus(backoff.after(failures)),
            why));
  }

  /** Forgets a file that has come to its end, or is to be found anew. */
  void forget(String name) {
    files.remove(name);
  }

  /** Forgets all that are not there any more, but for those that are taken. */
  void retain(Set<String> present) {
    files
        .entrySet()
        .removeIf(each -> each.getValue().state != State.TAKEN && !present.contains(each.getKey()));
  }

  /** Lets those that have failed be tried again at once: something else has changed. */
  void forgetFailures() {
    files.entrySet().removeIf(each -> each.getValue().state != State.TAKEN);
  }

  /** Returns when the next one is to be tried again; empty: none waits for that. */
  Optional<Instant> nextRetry() {
    return files.values().stream()
        .filter(seen -> seen.state != State.TAKEN)
        .map(Seen::notBefore)
        .min(Instant::compareTo);
  }

  /** Adds up those that wait to be tried again, the next one first. */
  void addTo(WaitingSum sum) {
    files.entrySet().stream()
        .filter(each -> each.getValue().state != State.TAKEN)
        .sorted(Comparator.comparing(each -> each.getValue().notBefore))
        .forEach(
            each -> {
              Supplier<FileWait> wait = () -> described(each.getKey(), each.getValue());
              if (each.getValue().state == State.STUCK) {
                sum.addUnready(wait);
              } else {
                sum.add(each.getValue().stamp, wait);
              }
            });
  }

  private static FileWait described(String name, Seen seen) {
    boolean isStuck = seen.state == State.STUCK;
    FileWait.Cause cause = isStuck ? FileWait.Cause.STUCK : FileWait.Cause.RETRY;
    String reason =
        isStuck
            ? seen.reason
            : "it has failed "
                + (seen.failures == 1 ? "once" : seen.failures + " times")
                + " and is tried again: "
                + seen.reason;
    FileStamp stamp = seen.stamp;
    return stamp == null
        ? new FileWait(name, null, null, cause, reason, seen.notBefore)
        : FileWait.of(name, stamp, cause, reason, seen.notBefore);
  }

  /** Returns how many have failed and wait. */
  long waitingToBeRetried() {
    return files.values().stream().filter(seen -> seen.state == State.FAILED).count();
  }
}
