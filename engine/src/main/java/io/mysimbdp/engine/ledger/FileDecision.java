package io.mysimbdp.engine.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision on a staged file, as it is kept.
 *
 * @param tenant the tenant's id
 * @param fileName the file's name
 * @param decidedAt when
 * @param decision admitted, deferred or refused
 * @param rule the key of the rule that decided; null: none did
 * @param limit what the rule allows; null: no rule
 * @param actual what there was; null: no rule
 * @param notBefore from when on it may be ingested; null: nobody knows
 * @param reason one sentence; null: admitted
 */
public record FileDecision(
    String tenant,
    String fileName,
    Instant decidedAt,
    String decision,
    @Nullable String rule,
    @Nullable String limit,
    @Nullable String actual,
    @Nullable Instant notBefore,
    @Nullable String reason) {}
