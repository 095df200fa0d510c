/**
 * An app on files without a Cassandra, for the tests of its developer: the engine's own run, with
 * rows that go into memory and a session that answers nothing.
 */
@NullMarked
package io.mysimbdp.engine.trial;

import org.jspecify.annotations.NullMarked;
