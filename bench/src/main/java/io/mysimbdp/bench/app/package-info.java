/** The tenant's app of the benchmarks; the only package in its JAR. */
@NullMarked
package io.mysimbdp.bench.app;

import org.jspecify.annotations.NullMarked;
