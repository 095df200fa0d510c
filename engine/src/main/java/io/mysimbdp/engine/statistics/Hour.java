package io.mysimbdp.engine.statistics;

/**
 * What was ingested within one hour of all days of a period.
 *
 * @param hour from 0 to 23, UTC
 * @param ingested the files that were done then
 */
public record Hour(int hour, Volume ingested) {}
