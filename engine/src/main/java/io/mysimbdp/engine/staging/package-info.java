/**
 * The tenants' staging directories: which files are there, which are complete, what they hold, and
 * where they go in the end.
 */
@NullMarked
package io.mysimbdp.engine.staging;

import org.jspecify.annotations.NullMarked;
