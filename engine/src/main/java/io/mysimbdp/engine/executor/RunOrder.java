package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.share.ShareTerms;
import java.io.Serializable;

/**
 * A run for an executor.
 *
 * @param run the run
 * @param terms what its tenant may do there
 * @param platform what all may do there
 */
public record RunOrder(Run run, ShareTerms terms, PlatformTerms platform) implements Serializable {}
