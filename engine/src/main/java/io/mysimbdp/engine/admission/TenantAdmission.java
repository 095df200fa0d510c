package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.TenantProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules for what one tenant may do now. Immutable, safe for several threads. */
public final class TenantAdmission {

  private final List<Constraint<Claim>> constraints = new ArrayList<>();

  /** Makes the rules of a profile. */
  public TenantAdmission(TenantProfile profile) {
    constraints.add(new OpenWindow(profile.runWindows()));
    Limits limits = profile.limits();
    for (Map.Entry<String, Limits.Quota> window :
        List.of(
            Map.entry("pass", limits.pass()),
            Map.entry("hour", limits.hour()),
            Map.entry("day", limits.day()),
            Map.entry("month", limits.month()))) {
      for (Measure measure : Measure.values()) {
        long limit = measure.of(window.getValue());
        if (limit != Limits.UNLIMITED) {
          constraints.add(new QuotaLeft(window.getKey(), measure, limit));
        }
      }
    }
  }

  /**
   * Judges whether a file may be run now. A refusal comes before a deferral: what can never run
   * need not wait.
   */
  public Decision judge(Claim claim) {
    Decision worst = Decision.ADMITTED;
    for (Constraint<Claim> constraint : constraints) {
      Decision decision = constraint.judge(claim);
      if (decision instanceof Decision.Refused) {
        return decision;
      }
      worst = later(worst, decision);
    }
    return worst;
  }

  /** Of two rules to wait for, the one that takes longer. */
  private static Decision later(Decision a, Decision b) {
    if (!(b instanceof Decision.Deferred second)) {
      return a;
    }
    if (!(a instanceof Decision.Deferred first)) {
      return b;
    }
    if (first.notBefore() == null) {
      return a;
    }
    return second.notBefore() == null || second.notBefore().isAfter(first.notBefore()) ? b : a;
  }
}
