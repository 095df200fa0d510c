/**
 * One attempt at one batch: the run as a value, what its app sees of the engine, and what became of
 * every record.
 *
 * <p>{@link io.mysimbdp.engine.run.Run} goes to a worker and {@link
 * io.mysimbdp.engine.run.RunResult} comes back; both are serialisable, nothing else passes between
 * engine and worker. {@link io.mysimbdp.engine.run.RunExecution} is what a worker does with a run,
 * wherever it is.
 */
@NullMarked
package io.mysimbdp.engine.run;

import org.jspecify.annotations.NullMarked;
