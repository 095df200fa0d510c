/**
 * A project for a new tenant's app, from a sample of the tenant's files.
 *
 * <p>{@link io.mysimbdp.engine.scaffold.Guess} finds out how the sample is written, what its
 * columns hold and what identifies a record, each with its evidence; {@link
 * io.mysimbdp.engine.scaffold.TenantProject} writes a Maven project for that. Whatever is guessed
 * is held against the engine's own reader. Where a guess is uncertain, the one is taken that loses
 * nothing.
 */
@NullMarked
package io.mysimbdp.engine.scaffold;

import org.jspecify.annotations.NullMarked;
