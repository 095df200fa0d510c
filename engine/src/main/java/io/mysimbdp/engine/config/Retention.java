package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a tenant's finished files are kept; null: for ever.
 *
 * @param done ingested files
 * @param refused refused files and their reasons
 * @param rejects rejected records
 */
public record Retention(
    @Nullable Duration done, @Nullable Duration refused, @Nullable Duration rejects)
    implements Serializable {}
