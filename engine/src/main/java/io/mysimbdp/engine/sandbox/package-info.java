/**
 * Throw-away installations: a folder with one tenant, its JAR and copies of files, made from the
 * configuration of an installation, and keyspaces of its own. Start at {@link
 * io.mysimbdp.engine.sandbox.Sandboxes}.
 */
@NullMarked
package io.mysimbdp.engine.sandbox;

import org.jspecify.annotations.NullMarked;
