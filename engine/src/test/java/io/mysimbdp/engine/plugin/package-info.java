/** Tests of the loading of tenants' JARs, on real JARs that are compiled in the test. */
@NullMarked
package io.mysimbdp.engine.plugin;

import org.jspecify.annotations.NullMarked;
