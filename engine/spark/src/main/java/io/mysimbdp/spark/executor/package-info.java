/** What runs in Spark's executors: gives the engine a class loader of its own there. */
@NullMarked
package io.mysimbdp.spark.executor;

import org.jspecify.annotations.NullMarked;
