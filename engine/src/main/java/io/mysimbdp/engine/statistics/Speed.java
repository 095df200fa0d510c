package io.mysimbdp.engine.statistics;

/**
 * How fast runs were that were done, from the begin of a run until the last of its files was
 * committed. Runs that went on where one before had come to are left out: the ledger counts their
 * files as a whole.
 *
 * @param mean all that was done by all time that it took, per second
 * @param best that of the fastest run, per second
 */
public record Speed(double mean, double best) {}
