package io.mysimbdp.engine.config;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which JARs the provider lets run. Of a Plugin-Id with fingerprints and signers a JAR must satisfy
 * both. Immutable.
 *
 * @param listedOnly whether a JAR is refused whose id has neither
 * @param sha256 the fingerprints of the JARs that are allowed, in lower-case hexadecimal, by
 *     Plugin-Id
 * @param signers who may sign the JARs, by Plugin-Id; never an empty list
 */
public record PluginTrust(
    boolean listedOnly, Map<String, Set<String>> sha256, Map<String, List<Signer>> signers) {

  /** Every JAR. */
  public static final PluginTrust ANY = new PluginTrust(false, Map.of(), Map.of());

  /** Copies. */
  public PluginTrust {
    sha256 =
        sha256.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    signers =
        signers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }

  /**
   * Who may sign: the owner of a certificate, or of one that was issued with it.
   *
   * @param file where the certificate was read from, for messages
   */
  public record Signer(String file, X509Certificate certificate) {

    /** Checks. */
    public Signer {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(certificate, "certificate");
    }
  }
}
