/**
 * Sharing what there is between tenants: by weight, in the long run and in the short, and nothing
 * is left unused while somebody waits for it.
 */
@NullMarked
package io.mysimbdp.engine.share;

import org.jspecify.annotations.NullMarked;
