/**
 * The embedded Cassandra: a real server, started as a process of its own from the JARs that the
 * build has collected. It outlives the engine when told to, keeps its data between runs, and
 * listens on a loopback address only.
 */
@NullMarked
package io.mysimbdp.engine.cassandra;

import org.jspecify.annotations.NullMarked;
