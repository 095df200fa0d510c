/**
 * What the engine and its process at Spark's end say to each other, and the seat that the engine
 * has in an executor. Needs nothing but the JDK, so that both ends can know it.
 */
@NullMarked
package io.mysimbdp.spark;

import org.jspecify.annotations.NullMarked;
