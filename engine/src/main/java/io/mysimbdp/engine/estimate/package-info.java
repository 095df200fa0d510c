/**
 * What a whole file would come to, by what a sample of it has come to: computation only. Start at
 * {@link io.mysimbdp.engine.estimate.Estimator}.
 */
@NullMarked
package io.mysimbdp.engine.estimate;

import org.jspecify.annotations.NullMarked;
