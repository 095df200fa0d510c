/**
 * The process of an app: the same context as in the engine's process, each call of which is asked
 * of the engine through a pipe.
 */
@NullMarked
package io.mysimbdp.engine.child;

import org.jspecify.annotations.NullMarked;
