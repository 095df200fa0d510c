/**
 * Time as the engine needs it: a seam for waiting, periods, and the minutes of a cron expression.
 */
@NullMarked
package io.mysimbdp.engine.time;

import org.jspecify.annotations.NullMarked;
