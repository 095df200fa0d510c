/** Tests. */
@NullMarked
package io.mysimbdp.engine.confine;

import org.jspecify.annotations.NullMarked;
