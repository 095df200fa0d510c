/**
 * The process that writes SSTables, by Cassandra's own writer: {@code main}, the lanes that write
 * at the same time, and what Cassandra itself checks elsewhere. Runs on Cassandra's class path,
 * which the engine's never meets; so the engine refers to nothing in here but by name.
 */
@NullMarked
package io.mysimbdp.bulk.writer;

import org.jspecify.annotations.NullMarked;
