/**
 * Tenant JARs: loaded by pf4j, each in a class loader of its own that sees the JDK, a short list of
 * shared packages, and the JAR, but nothing of the engine.
 *
 * <p>A JAR that cannot be used is a reported result, never a crash and never silence.
 */
@NullMarked
package io.mysimbdp.engine.plugin;

import org.jspecify.annotations.NullMarked;
