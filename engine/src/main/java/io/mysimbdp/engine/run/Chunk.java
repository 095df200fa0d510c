package io.mysimbdp.engine.run;

import io.mysimbdp.tenant.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChunkWrangler} made of some of its records.
 *
 * @param outcomes in the order of the records
 * @param failure what it threw for the record behind the last outcome; null: nothing
 */
public record Chunk(List<Outcome> outcomes, @Nullable RuntimeException failure) {}
