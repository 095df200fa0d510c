/**
 * The process that is a driver to Spark: takes runs from the engine, has Spark's executors execute
 * them, and brings back what they say. Decides nothing about tenants.
 */
@NullMarked
package io.mysimbdp.spark.driver;

import org.jspecify.annotations.NullMarked;
