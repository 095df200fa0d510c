/**
 * What the engine measures of itself, and how others get it: at /metrics, in a file, through a
 * Pushgateway or by OTLP. The only package that knows Micrometer.
 *
 * <p>{@link io.mysimbdp.engine.metrics.EngineMetrics} is what the rest sees. The others measure
 * through seams of their own ({@code PassListener}, {@code TenantMeter}, {@code LedgerMeter}),
 * which are implemented here. {@link io.mysimbdp.engine.metrics.Metric} lists all that there is.
 */
@NullMarked
package io.mysimbdp.engine.metrics;

import org.jspecify.annotations.NullMarked;
