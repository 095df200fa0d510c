package io.mysimbdp.engine.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A JAR that has passed all checks that need none of its classes.
 *
 * @param original where it lies in the plugins folder
 * @param copy where its classes are loaded from
 * @param sha256 of the copy
 * @param signatures of the copy
 * @param appClass the class that its service file names
 * @param schema the declaration of its tables
 * @param otherScripts the paths of its other scripts of CQL
 */
record TenantJar(
    JarLabel label,
    Path original,
    Path copy,
    String sha256,
    JarSignatures signatures,
    PluginManifest manifest,
    String appClass,
    Optional<String> schema,
    List<String> otherScripts) {}
