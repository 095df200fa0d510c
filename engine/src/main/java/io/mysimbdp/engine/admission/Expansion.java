package io.mysimbdp.engine.admission;

/**
 * How far a file has been expanded so far.
 *
 * @param stagedBytes its size as staged
 * @param expandedBytes how many bytes have come out of it
 */
public record Expansion(long stagedBytes, long expandedBytes) {}
