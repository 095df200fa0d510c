/** What the engine and the apps of tenants say: lines for people, and the same as events. */
@NullMarked
package io.mysimbdp.engine.log;

import org.jspecify.annotations.NullMarked;
