/**
 * The configuration: HOCON files read into immutable, validated records.
 *
 * <p>{@code reference.conf} is the manual and holds every default; {@code conf/engine.conf} of an
 * installation and each {@code tenants/<id>/tenant.conf} hold what differs. All problems of all
 * files are reported at once, with file, line and key.
 */
@NullMarked
package io.mysimbdp.engine.config;

import org.jspecify.annotations.NullMarked;
