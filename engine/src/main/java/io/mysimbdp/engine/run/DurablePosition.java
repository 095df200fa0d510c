package io.mysimbdp.engine.run;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a file is durable while it is run.
 *
 * @param point the place
 * @param rejectsPath where the rejects before it are; null: there are none
 */
public record DurablePosition(ResumePoint point, @Nullable String rejectsPath)
    implements Serializable {}
