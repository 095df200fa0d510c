/**
 * The command line: the only place that prints, reads the environment, handles signals and ends the
 * process; and the one place where the parts of the engine are put together.
 */
@NullMarked
package io.mysimbdp.engine.cli;

import org.jspecify.annotations.NullMarked;
