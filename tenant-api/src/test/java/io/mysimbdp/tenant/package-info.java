/** Tests of the tenant API: what it promises, and that it promises no more. */
@NullMarked
package io.mysimbdp.tenant;

import org.jspecify.annotations.NullMarked;
