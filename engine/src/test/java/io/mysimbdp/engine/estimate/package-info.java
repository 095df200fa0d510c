@NullMarked
package io.mysimbdp.engine.estimate;

import org.jspecify.annotations.NullMarked;
