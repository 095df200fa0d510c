/** Tries the archive as whoever has unpacked it. */
@NullMarked
package io.mysimbdp.dist;

import org.jspecify.annotations.NullMarked;
