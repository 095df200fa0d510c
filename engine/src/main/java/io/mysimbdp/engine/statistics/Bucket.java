package io.mysimbdp.engine.statistics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the equal steps that a period is drawn in.
 *
 * @param start its first instant; that of the first step may lie before the period
 * @param ingested the files that were done therein
 * @param troubles how many files were refused or failed therein
 * @param rowsPerSecond how fast the runs were that ended therein, on average; null: there was none
 *     that tells
 */
public record Bucket(
    Instant start, Volume ingested, long troubles, @Nullable Double rowsPerSecond) {}
