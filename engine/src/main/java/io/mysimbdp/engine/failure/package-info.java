/** What can go wrong, by code and by owner: who must act on it. */
@NullMarked
package io.mysimbdp.engine.failure;

import org.jspecify.annotations.NullMarked;
