/** Seams for time, so that waits are tested without waiting. */
@NullMarked
package io.mysimbdp.engine.time;

import org.jspecify.annotations.NullMarked;
