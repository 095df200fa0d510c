/** Ways into Cassandra that are measured beside the engine, each a program of its own. */
@NullMarked
package io.mysimbdp.bench.load;

import org.jspecify.annotations.NullMarked;
