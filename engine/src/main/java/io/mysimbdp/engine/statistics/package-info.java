/**
 * What the ledger's ends of files amount to: sums, shares, percentiles and speeds of a period, by
 * tenant and for the platform. Pure computation in bounded memory, whatever the number of files.
 */
@NullMarked
package io.mysimbdp.engine.statistics;

import org.jspecify.annotations.NullMarked;
