/**
 * What the engine and the process of an app say to each other: frames on a pipe, each a length, a
 * kind and a body. The engine trusts nothing that it reads: lengths are checked before memory is
 * taken, and nothing is deserialised by Java's own means.
 */
@NullMarked
package io.mysimbdp.engine.protocol;

import org.jspecify.annotations.NullMarked;
