/** Bad records and bad files, put aside with the reason, in the tenant's own folder. */
@NullMarked
package io.mysimbdp.engine.quarantine;

import org.jspecify.annotations.NullMarked;
