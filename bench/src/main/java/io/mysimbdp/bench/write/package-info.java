/** How fast rows get into Cassandra, by the engine and by its peers. */
@NullMarked
package io.mysimbdp.bench.write;

import org.jspecify.annotations.NullMarked;
