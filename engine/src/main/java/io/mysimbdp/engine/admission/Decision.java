package io.mysimbdp.engine.admission;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is decided on a staged file. */
public sealed interface Decision extends Serializable {

  /** The one decision that needs no reason. */
  Decision ADMITTED = new Admitted();

  /** Returns the decision in one word, as it stands in the ledger. */
  String word();

  /** It may be ingested now. */
  record Admitted() implements Decision {
    @Override
    public String word() {
      return "admitted";
    }
  }

  /**
   * It waits.
   *
   * @param rule the key of the rule that it waits for
   * @param limit what the rule allows
   * @param actual what there is
   * @param notBefore when it may be ingested at the earliest; null: nobody knows
   * @param reason one sentence with all of it
   */
  record Deferred(
      String rule, String limit, String actual, @Nullable Instant notBefore, String reason)
      implements Decision {
    @Override
    public String word() {
      return "deferred";
    }
  }

  /**
   * It will never be ingested as it is.
   *
   * @param rule the key of the rule that it breaks
   * @param limit what the rule allows
   * @param actual what there is
   * @param reason one sentence with all of it
   */
  record Refused(String rule, String limit, String actual, String reason) implements Decision {
    @Override
    public String word() {
      return "refused";
    }
  }
}
