/** Tests of the configuration, on real files. */
@NullMarked
package io.mysimbdp.engine.config;

import org.jspecify.annotations.NullMarked;
