/**
 * Makes what the archive holds beside the program: pages of the manual, completion for shells,
 * files for the sample tenants, licences, checksums. Used by the build alone.
 */
@NullMarked
package io.mysimbdp.dist;

import org.jspecify.annotations.NullMarked;
