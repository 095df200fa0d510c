/**
 * Confines a tenant's classes inside the engine's process: as they are defined, their dangerous
 * calls are rewritten to ask a {@link io.mysimbdp.engine.confine.Checkpoint} first. What a run may
 * touch outside of itself is its {@link io.mysimbdp.engine.confine.Territory}.
 *
 * <p>The idea is that of the entitlements of Elasticsearch, turned round: we define the tenant's
 * classes, so we instrument the caller and need no agent. What cannot be confined this way stands
 * in {@code .github/ISOLATION.md}.
 */
@NullMarked
package io.mysimbdp.engine.confine;

import org.jspecify.annotations.NullMarked;
