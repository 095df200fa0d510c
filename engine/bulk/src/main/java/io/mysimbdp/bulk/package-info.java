/**
 * What the engine and the process that writes SSTables say to each other: frames on a pipe, each a
 * length, a kind and a body.
 *
 * <p>To the process: {@code START}, then {@code ROWS} and now and then {@code MARK} or {@code
 * FINISH}; the end of its input is its own end. To the engine: {@code READY}, then {@code PROGRESS}
 * and {@code REFUSED} at any time, {@code ACCEPTED} for each {@code MARK} or for several at once,
 * and {@code FINISHED} once for each {@code FINISH}; {@code FAILED} is the last one wherever it
 * comes.
 *
 * <p>Lengths are checked before memory is taken, whoever has sent them.
 */
@NullMarked
package io.mysimbdp.bulk;

import org.jspecify.annotations.NullMarked;
