/** Tells people elsewhere that somebody should look: messages in JSON to a webhook. */
@NullMarked
package io.mysimbdp.engine.notify;

import org.jspecify.annotations.NullMarked;
