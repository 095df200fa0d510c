@NullMarked
package io.mysimbdp.engine.sandbox;

import org.jspecify.annotations.NullMarked;
