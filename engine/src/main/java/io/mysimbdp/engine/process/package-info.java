/** Runs apps in processes of their own, and answers what they ask for. */
@NullMarked
package io.mysimbdp.engine.process;

import org.jspecify.annotations.NullMarked;
