package io.mysimbdp.bench.rows;

/**
 * A column of a table and of the file for it.
 *
 * @param name the same in both
 * @param type what it holds
 */
public record Column(String name, ColumnType type) {}
