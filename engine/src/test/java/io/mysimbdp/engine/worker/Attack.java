package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.failure.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a tenant's app does to the platform.
 *
 * @param name what it does, as the documentation has it
 * @param settings what the tenant's profile says beside the usual
 * @param members members of the app class
 * @param body of its {@code ingest}
 * @param classloader what becomes of it in the engine's process
 * @param process what becomes of it in a process of its own
 */
record Attack(
    String name,
    String settings,
    String members,
    String body,
    Fate classloader,
    @Nullable Fate process) {

  /**
   * What becomes of an attack.
   *
   * @param words as the documentation has it
   * @param code why its run failed; null: its run is done
   * @param reason a part of what is said
   */
  record Fate(String words, @Nullable FailureCode code, String reason) {}

  static Fate refusedCall(String part) {
    return new Fate("refused when called", FailureCode.CALL_REFUSED, part);
  }

  static Fate refusedStatement(String part) {
    return new Fate("statement refused", FailureCode.STATEMENT_REFUSED, part);
  }

  static Fate failed(String part) {
    return new Fate("fails its own run", FailureCode.APP_FAILED, part);
  }

  static Fate stopped() {
    return new Fate("stopped after its time limit", FailureCode.APP_TIMED_OUT, "took longer");
  }

  static Fate abandoned() {
    return new Fate(
        "abandoned after its time limit, its tenant runs no more",
        FailureCode.APP_TIMED_OUT,
        "was abandoned");
  }

  static Fate harmless() {
    return new Fate("has no effect", null, "");
  }

  /** Is refused in the same way at both levels. */
  static Attack refused(String name, String part, String body) {
    return new Attack(name, "", "", body, refusedCall(part), refusedCall(part));
  }

  Attack with(String moreSettings) {
    return new Attack(name, settings + moreSettings + "\n", members, body, classloader, process);
  }

  Attack withMembers(String more) {
    return new Attack(name, settings, members + more, body, classloader, process);
  }

  Attack atProcess(@Nullable Fate fate) {
    return new Attack(name, settings, members, body, classloader, fate);
  }

  static Attack of(String name, Fate both, String body) {
    return new Attack(name, "", "", body, both, both);
  }

  /** Returns all that has a fate of these words somewhere, for tests of the list itself. */
  static List<String> names(List<Attack> attacks) {
    return attacks.stream().map(Attack::name).toList();
  }
}
