/**
 * Whether Cassandra holds what the ledger says: the tenant's app makes the rows of a finished file
 * once more, and each is read back by its key and compared.
 */
@NullMarked
package io.mysimbdp.engine.verify;

import org.jspecify.annotations.NullMarked;
