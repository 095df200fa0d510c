/**
 * Where a run executes. A worker takes a run as a value and gives its result back as a value; it
 * owns the class loader swap, the time limit and the thread of the app.
 */
@NullMarked
package io.mysimbdp.engine.worker;

import org.jspecify.annotations.NullMarked;
