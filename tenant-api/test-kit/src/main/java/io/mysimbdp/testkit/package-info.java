/**
 * Tests of a tenant's app, with nothing installed: {@link io.mysimbdp.testkit.TestBatch} gives
 * files to it, {@link io.mysimbdp.testkit.KitAssertions} looks at what it made of them, and {@link
 * io.mysimbdp.testkit.WithCassandra} does the same with a real Cassandra.
 *
 * <p>Types named in a signature here are this package, {@code tenant-api}, {@code java.*}, AssertJ,
 * JUnit and the Cassandra driver's session. The engine does the work behind them; its types stay
 * out.
 *
 * <p>Reference parameters, results and fields are never null unless marked {@code Nullable}.
 */
@NullMarked
package io.mysimbdp.testkit;

import org.jspecify.annotations.NullMarked;
