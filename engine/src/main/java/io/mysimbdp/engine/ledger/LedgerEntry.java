package io.mysimbdp.engine.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one content of one tenant.
 *
 * @param tenant the tenant's id
 * @param contentSha256 the SHA-256 of the bytes as staged, hexadecimal
 * @param name the name under which it was run last
 * @param state where it stands
 * @param runId the run that brought it there
 * @param startedAt when that run began
 * @param finishedAt when that run ended; null while it runs
 * @param reason why it is not done; null when it is, or while it runs
 */
public record LedgerEntry(
    String tenant,
    String contentSha256,
    String name,
    FileState state,
    String runId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String reason) {}
