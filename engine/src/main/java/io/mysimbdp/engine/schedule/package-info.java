/**
 * Who is next: forms batches of the tenants' staged files and hands them to the worker, fair
 * between tenants, a bounded number at a time.
 */
@NullMarked
package io.mysimbdp.engine.schedule;

import org.jspecify.annotations.NullMarked;
