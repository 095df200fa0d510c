/**
 * One large file run as several parts at the same time: where it is cut, what the parts may write,
 * how far they have come together, and what became of the whole. Nobody else knows of parts, but
 * the run of one.
 */
@NullMarked
package io.mysimbdp.engine.parts;

import org.jspecify.annotations.NullMarked;
