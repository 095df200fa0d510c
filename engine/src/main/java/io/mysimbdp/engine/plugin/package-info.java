/**
 * From a JAR in {@code plugins/} to a tenant's app. Each JAR gets a class loader of its own that
 * sees the JDK, a short list of shared packages and the JAR itself, nothing of the engine. A JAR
 * that cannot be loaded is a reported result with a sentence for its author, never a crash and
 * never silence.
 *
 * <p>pf4j owns the plugins' descriptors, versions and life cycle; its types do not leave this
 * package.
 */
@NullMarked
package io.mysimbdp.engine.plugin;

import org.jspecify.annotations.NullMarked;
