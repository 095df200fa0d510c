/**
 * What the engine, the apps of tenants and processes of theirs say: lines for people, and the same
 * as events.
 */
@NullMarked
package io.mysimbdp.engine.log;

import org.jspecify.annotations.NullMarked;
