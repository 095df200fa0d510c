package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile.End;

/**
 * Why files were not done.
 *
 * @param end refused or failed
 * @param cause the key of the rule, or the name of the failure
 * @param files how many
 */
public record Cause(End end, String cause, long files) {}
