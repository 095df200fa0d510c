/** The rows that are written, in files and by value. */
@NullMarked
package io.mysimbdp.bench.rows;

import org.jspecify.annotations.NullMarked;
