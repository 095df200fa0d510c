package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;

/** A file that may not run, and why. */
record JudgedFile(WaitingFile file, Decision decision) {}
