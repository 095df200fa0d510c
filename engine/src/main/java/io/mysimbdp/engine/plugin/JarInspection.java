package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Looks into one open JAR without loading a class of it. Not thread-safe. */
final class JarInspection {

  private static final String SERVICE = "META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp";
  static final String SCHEMA = "META-INF/mysimbdp/schema.cql";
  private static final int TEXT_LIMIT_BYTES = 1 << 20;

  private final JarLabel label;
  private final JarFile jar;
  private final @Nullable Attributes attributes;

  JarInspection(JarLabel label, JarFile jar) throws IOException {
    this.label = label;
    this.jar = jar;
    Manifest manifest = jar.getManifest();
    this.attributes = manifest == null ? null : manifest.getMainAttributes();
  }

  /** Returns the id, also of a JAR that fails the checks. */
  Optional<String> id() {
    return PluginManifest.id(attributes);
  }

  /**
   * Checks everything that can be checked from here.
   *
   * @throws EngineException for the first thing that is wrong
   * @throws IOException when the JAR is damaged
   */
  TenantJar check(Path original, String apiVersion) throws IOException {
    PluginManifest manifest = PluginManifest.of(label, attributes, apiVersion);
    JarSignatures signatures = JarSignatures.read(label, jar);
    List<String> entries = jar.stream().map(JarEntry::getName).toList();
    JarContents.checkNothingTwice(label, entries);
    JarContents.checkNothingShared(label, entries);
    Path copy = Path.of(jar.getName());
    return new TenantJar(
        label,
        original,
        copy,
        Sha256.of(copy),
        signatures,
        manifest,
        appClass(),
        schema(),
        entries.stream()
            .filter(entry -> entry.endsWith(".cql") && !entry.equals(SCHEMA))
            .sorted()
            .toList());
  }

  private String appClass() throws IOException {
    JarEntry entry = jar.getJarEntry(SERVICE);
    List<String> names =
        entry == null
            ? List.of()
            : text(entry, FailureCode.PLUGIN_NO_SERVICE)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    if (names.isEmpty()) {
      List<String> candidates = JarClasses.candidates(jar);
      throw label.refusal(
          FailureCode.PLUGIN_NO_SERVICE,
          (entry == null ? "has no " + SERVICE + ": add that file" : "names no class in " + SERVICE)
              + (entry == null ? " with one line, " : ": expected one line, ")
              + (candidates.isEmpty()
                  ? "the name of the class that implements ClientBatchIngestApp"
                  : String.join(" or ", candidates)));
    }
    if (names.size() > 1) {
      throw label.refusal(
          FailureCode.PLUGIN_NO_SERVICE,
          "names "
              + names.size()
              + " classes "
              + names
              + " in "
              + SERVICE
              + ": expected one; ship a JAR for each app");
    }
    return names.get(0);
  }

  private Optional<String> schema() throws IOException {
    JarEntry entry = jar.getJarEntry(SCHEMA);
    return entry == null ? Optional.empty() : Optional.of(text(entry, FailureCode.SCHEMA_INVALID));
  }

  private String text(JarEntry entry, FailureCode code) throws IOException {
    byte[] bytes;
    try (InputStream in = jar.getInputStream(entry)) {
      bytes = in.readNBytes(TEXT_LIMIT_BYTES + 1);
    }
    if (bytes.length > TEXT_LIMIT_BYTES) {
      throw label.refusal(
          code, "holds " + entry.getName() + " of more than " + TEXT_LIMIT_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw label.refusal(code, "holds " + entry.getName() + " that is not UTF-8", e);
    }
  }
}
