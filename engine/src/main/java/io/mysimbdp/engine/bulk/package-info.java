/**
 * Rows into Cassandra without a request for each: they become Cassandra's own files in a process
 * beside the server, which then takes the files in.
 *
 * <p>A table is asked for its {@link io.mysimbdp.engine.bulk.BulkTable}, which may be refused. Rows
 * go to a {@link io.mysimbdp.engine.bulk.BulkWriter}, which has them written into a {@link
 * io.mysimbdp.engine.bulk.BulkFolder}; what is complete there goes through a {@link
 * io.mysimbdp.engine.bulk.TableImport} into the server. A row counts as written only then.
 */
@NullMarked
package io.mysimbdp.engine.bulk;

import org.jspecify.annotations.NullMarked;
