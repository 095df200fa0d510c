/** Tests of failures and of how they are told. */
@NullMarked
package io.mysimbdp.engine.failure;

import org.jspecify.annotations.NullMarked;
