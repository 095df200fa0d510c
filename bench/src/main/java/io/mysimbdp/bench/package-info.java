/** Benchmarks of the whole program from outside. */
@NullMarked
package io.mysimbdp.bench;

import org.jspecify.annotations.NullMarked;
