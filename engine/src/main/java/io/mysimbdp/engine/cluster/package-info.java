/**
 * Runs on a cluster of Spark's: the process that is a driver to it, what it is told and what it
 * reports, and what tenants may do on each executor.
 */
@NullMarked
package io.mysimbdp.engine.cluster;

import org.jspecify.annotations.NullMarked;
