package io.mysimbdp.engine.rehearsal;

import java.time.Duration;

/**
 * A check that was made.
 *
 * @param check which one
 * @param finding what it has found
 * @param took how long it took
 */
public record CheckReport(Check check, Finding finding, Duration took) {}
