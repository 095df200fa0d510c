/** What the operating system knows: processes, and locks between them. */
@NullMarked
package io.mysimbdp.engine.machine;

import org.jspecify.annotations.NullMarked;
