package io.mysimbdp.engine.rehearsal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a check has found.
 *
 * @param verdict how it ended
 * @param seen what was seen, in a few words or sentences
 * @param advice what to change; null where nothing is to be
 */
public record Finding(Verdict verdict, String seen, @Nullable String advice) {

  /** Checks. */
  public Finding {
    if ((verdict == Verdict.FAILED) == (advice == null)) {
      throw new IllegalArgumentException("Advice goes with a failure, and with nothing else");
    }
  }

  static Finding held(String seen) {
    return new Finding(Verdict.HELD, seen, null);
  }

  static Finding failed(String seen, String advice) {
    return new Finding(Verdict.FAILED, seen, Objects.requireNonNull(advice));
  }

  static Finding notApplicable(String why) {
    return new Finding(Verdict.NOT_APPLICABLE, why, null);
  }
}
