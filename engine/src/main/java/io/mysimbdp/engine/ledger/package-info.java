/**
 * The durable history of every file, kept in Cassandra: which run, which state, which counts.
 *
 * <p>A file's identity is its tenant and the SHA-256 of its content, whatever its name. The ledger
 * says RUNNING before anything is written and DONE only when every row is acknowledged; only then
 * does the file leave staging. So after a crash a file is still to be done, or done.
 */
@NullMarked
package io.mysimbdp.engine.ledger;

import org.jspecify.annotations.NullMarked;
