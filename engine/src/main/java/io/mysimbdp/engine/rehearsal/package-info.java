/**
 * An app put through what production will: killed, stopped, given poison, kept from Cassandra. Each
 * check is a class; what it does to the engine, it does through a {@link Stage}.
 */
@NullMarked
package io.mysimbdp.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
