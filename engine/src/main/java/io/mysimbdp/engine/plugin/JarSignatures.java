package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.Retelling;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Who has signed the entries of a JAR, as the JDK has verified it. Immutable.
 *
 * @param unsigned the first entry, by its place in the JAR, that nobody has signed or only with a
 *     digest that is easily forged
 * @param signers the signers of the other entries; those of one entry are one element
 */
record JarSignatures(Optional<String> unsigned, Set<List<CodeSigner>> signers) {

  /** What a signature consists of cannot be signed by it. */
  private static final Pattern SIGNATURE_ITSELF =
      Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");

  private static final Pattern STRONG_DIGEST =
      Pattern.compile("SHA(-?(256|384|512)|-512/(224|256)|3-(256|384|512))-DIGEST");

  /**
   * Reads all entries to their ends, and so has checksums and signatures compared now: a damaged
   * class would else show in the middle of a run.
   *
   * @param jar opened so that it verifies
   * @throws EngineException for an entry that is damaged, or is not what was signed
   * @throws IOException when the JAR cannot be read
   */
  static JarSignatures read(JarLabel label, JarFile jar) throws IOException {
    String unsigned = null;
    Set<List<CodeSigner>> signers = new LinkedHashSet<>();
    Manifest manifest = jar.getManifest();
    for (JarEntry entry : Collections.list(jar.entries())) {
      readOut(label, jar, entry);
      String name = entry.getName();
      if (entry.isDirectory() || isSignatureItself(name)) {
        continue;
      }
      CodeSigner[] own = entry.getCodeSigners(); // Known only when all of it has been read.
      if (own == null || own.length == 0 || !hasStrongDigest(manifest, name)) {
        unsigned = unsigned == null ? name : unsigned;
      } else {
        signers.add(List.copyOf(Arrays.asList(own)));
      }
    }
    return new JarSignatures(Optional.ofNullable(unsigned), Collections.unmodifiableSet(signers));
  }

  private static void readOut(JarLabel label, JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException e) {
      throw label.refusal(
          FailureCode.PLUGIN_UNREADABLE,
          "is damaged in " + entry.getName() + ": " + Retelling.of(e),
          e);
    } catch (SecurityException e) {
      // The entry at fault is in the message; the one that is read need not be it.
      throw label.refusal(
          FailureCode.PLUGIN_SIGNATURE,
          "is not what was signed: "
              + String.valueOf(e.getMessage()).strip()
              + "; it was changed or damaged after it was signed: build and sign it once more",
          e);
    }
  }

  private static boolean isSignatureItself(String name) {
    return SIGNATURE_ITSELF.matcher(name.toUpperCase(Locale.ROOT)).matches();
  }

  /** The JDK itself takes SHA-1 of before 2019 for strong enough. */
  private static boolean hasStrongDigest(@Nullable Manifest manifest, String name) {
    Attributes digests = manifest == null ? null : manifest.getAttributes(name);
    return digests != null
        && digests.keySet().stream()
            .map(key -> key.toString().toUpperCase(Locale.ROOT))
            .anyMatch(key -> STRONG_DIGEST.matcher(key).matches());
  }
}
