/**
 * The platform's one Cassandra session, and what a tenant sees of it.
 *
 * <p>{@link io.mysimbdp.engine.session.SessionOpener} connects, or says in one sentence why it
 * could not. {@link io.mysimbdp.engine.session.GuardedSession} lends the session to one run of one
 * tenant: confined to the tenant's keyspace and to data statements, bounded in requests under way,
 * and dead once the run has ended.
 */
@NullMarked
package io.mysimbdp.engine.session;

import org.jspecify.annotations.NullMarked;
