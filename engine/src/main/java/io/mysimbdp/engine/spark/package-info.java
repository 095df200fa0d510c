/**
 * A Spark cluster on this machine for trials and tests: a master and workers on loopback, in
 * processes of their own.
 */
@NullMarked
package io.mysimbdp.engine.spark;

import org.jspecify.annotations.NullMarked;
