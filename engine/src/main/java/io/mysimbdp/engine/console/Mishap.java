package io.mysimbdp.engine.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that could not be ingested, or not whole.
 *
 * @param number counts up
 * @param at when that was known
 * @param file its name
 * @param state how it was left, in one word
 * @param code why, as a code; null: a rule decided it
 * @param owner who must act
 * @param reason one sentence
 * @param rejects records of it that were rejected
 * @param rejectsPath where those are; null: there are none
 * @param runId the run; null: it was not run
 */
record Mishap(
    long number,
    Instant at,
    String tenant,
    String file,
    String state,
    @Nullable String code,
    String owner,
    String reason,
    long rejects,
    @Nullable String rejectsPath,
    @Nullable String runId) {}
