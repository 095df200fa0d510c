package io.mysimbdp.engine.statistics;

import java.time.Duration;

/**
 * How long things took. Percentiles are by nearest rank: the shortest time that so many of them did
 * not exceed, to 0.1 % (the maximum is exact). All are zero where there is nothing.
 *
 * @param count how many things
 */
public record Durations(long count, Duration p50, Duration p95, Duration p99, Duration max) {}
