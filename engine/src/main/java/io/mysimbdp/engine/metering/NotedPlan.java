package io.mysimbdp.engine.metering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a tenant came to be on.
 *
 * @param since when an engine has noticed it first, in whole milliseconds
 * @param plan its name; null: it is on none
 */
public record NotedPlan(Instant since, @Nullable String plan) {}
