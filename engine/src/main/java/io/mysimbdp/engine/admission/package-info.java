/**
 * What files and what tenants may do: a class for each rule, behind one interface, and the decision
 * on each file: admitted, deferred or refused.
 *
 * <p>Rules for files look at what a file is called, how large it is and what it holds; rules for
 * tenants look at the clock and at what the tenant has used up.
 */
@NullMarked
package io.mysimbdp.engine.admission;

import org.jspecify.annotations.NullMarked;
