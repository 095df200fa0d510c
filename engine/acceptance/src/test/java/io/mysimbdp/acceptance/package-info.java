/** The whole program from outside, as an operator uses it. */
@NullMarked
package io.mysimbdp.acceptance;

import org.jspecify.annotations.NullMarked;
