package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.admission.Decision;

/** A staged file, and what was decided on it. */
public record Judged(String fileName, Decision decision) {}
