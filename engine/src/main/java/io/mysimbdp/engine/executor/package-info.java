/**
 * The engine in an executor of a cluster: one session, one worker, the JARs of the runs that come
 * by. And what engine and executors say to each other.
 */
@NullMarked
package io.mysimbdp.engine.executor;

import org.jspecify.annotations.NullMarked;
