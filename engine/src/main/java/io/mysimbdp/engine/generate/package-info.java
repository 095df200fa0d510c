/**
 * Invented files for samples and trials: reviews that resemble real ones in lengths, shares and
 * oddities, and ratings. The same arguments always give the same bytes, on any machine.
 */
@NullMarked
package io.mysimbdp.engine.generate;

import org.jspecify.annotations.NullMarked;
