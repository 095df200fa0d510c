@NullMarked
package io.mysimbdp.engine.metering;

import org.jspecify.annotations.NullMarked;
