package io.mysimbdp.engine.records;

/**
 * Where a line begins.
 *
 * @param byteOffset in the file after expanding, from 0
 * @param line from 1
 */
public record LinePlace(long byteOffset, long line) {}
