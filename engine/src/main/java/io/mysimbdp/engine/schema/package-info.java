/**
 * The tenants' tables: what their CQL scripts declare, what Cassandra holds, and the difference.
 *
 * <p>{@link io.mysimbdp.engine.schema.SchemaInstaller} creates what is missing and refuses what
 * contradicts; it never drops or changes anything, because several versions of an app, and several
 * tenants, may live in one keyspace.
 */
@NullMarked
package io.mysimbdp.engine.schema;

import org.jspecify.annotations.NullMarked;
