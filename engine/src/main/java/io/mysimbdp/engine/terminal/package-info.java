/** A terminal on which some lines are kept up to date in place while others are printed above. */
@NullMarked
package io.mysimbdp.engine.terminal;

import org.jspecify.annotations.NullMarked;
