/**
 * The files in tenants' folders, which others than the engine write to: opened without following a
 * link that somebody has put there, made with rights that do not depend on the umask. And the
 * folders that the engine makes for a while, until they are gone with all that is in them.
 */
@NullMarked
package io.mysimbdp.engine.files;

import org.jspecify.annotations.NullMarked;
