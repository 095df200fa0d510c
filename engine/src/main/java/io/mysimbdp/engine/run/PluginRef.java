package io.mysimbdp.engine.run;

import java.io.Serializable;

/**
 * Which JAR to run.
 *
 * @param id its {@code Plugin-Id}
 * @param version its {@code Plugin-Version}
 * @param jar the path of the file
 * @param sha256 the digest of the file, hexadecimal
 */
public record PluginRef(String id, String version, String jar, String sha256)
    implements Serializable {}
