/**
 * CQL as text: its tokens, and what a statement touches.
 *
 * <p>What a statement may do is decided from its tokens in the order of Cassandra's grammar, never
 * by searching its text, so that comments, quotes and odd spellings cannot hide a table. Whatever
 * is not understood wholly is refused: a statement that Cassandra would take but this package does
 * not costs a tenant a rewrite, the reverse could cost a neighbour its data.
 */
@NullMarked
package io.mysimbdp.engine.cql;

import org.jspecify.annotations.NullMarked;
