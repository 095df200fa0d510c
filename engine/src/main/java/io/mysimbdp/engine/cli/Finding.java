package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Problem;

/**
 * Something that {@code engine check} has to say.
 *
 * @param severity whether something will fail
 * @param area what it is about
 * @param tenant whose it is; empty: the platform's
 * @param where the file and line, or the folder; empty when the message says it
 * @param key the key at fault; empty: none
 * @param message what was found and what was expected
 */
record Finding(
    Severity severity, Area area, String tenant, String where, String key, String message) {

  /** Whether something will fail. */
  enum Severity {
    /** It will. */
    ERROR,
    /** It will not, but is probably not meant so. */
    WARNING
  }

  /** What a finding is about. */
  enum Area {
    /** The configuration. */
    CONFIG,
    /** A JAR. */
    PLUGIN,
    /** The declaration of a tenant's tables. */
    SCHEMA,
    /** A tenant's folders. */
    FOLDER
  }

  static Finding of(Severity severity, String tenant, Problem problem) {
    return new Finding(
        severity, Area.CONFIG, tenant, problem.where(), problem.key(), problem.message());
  }

  /** Returns it as one line. */
  String line() {
    return (where.isEmpty() ? "" : where + ": ") + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
