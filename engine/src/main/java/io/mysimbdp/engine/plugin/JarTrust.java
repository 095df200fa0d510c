package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.config.PluginTrust.Signer;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.security.CodeSigner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds a JAR against what the provider trusts.
 *
 * @param trust what the provider trusts
 */
record JarTrust(PluginTrust trust) {

  private static final int DIGITS_SHOWN = 16;

  /**
   * Checks that a JAR may run.
   *
   * @param sha256 of the very bytes that its classes are loaded from
   * @param signatures of the same
   * @throws EngineException when it may not; names what was expected, and what was found
   */
  void check(JarLabel jar, String pluginId, String sha256, JarSignatures signatures) {
    Set<String> fingerprints = trust.sha256().get(pluginId);
    List<Signer> signers = trust.signers().get(pluginId);
    if (fingerprints == null && signers == null && trust.listedOnly()) {
      throw refusal(
          jar,
          "plugins.listed-only holds, and neither plugins.sha256 nor plugins.signers has "
              + pluginId,
          "SHA-256 " + shown(sha256));
    }
    if (fingerprints != null && !fingerprints.contains(sha256)) {
      throw refusal(
          jar,
          "plugins.sha256 of "
              + pluginId
              + " expects "
              + (fingerprints.isEmpty()
                  ? "none"
                  : new TreeSet<>(fingerprints)
                      .stream().map(JarTrust::shown).collect(Collectors.joining(" or "))),
          "SHA-256 " + shown(sha256));
    }
    if (signers != null) {
      checkSigned(jar, pluginId, signers, signatures);
    }
  }

  private static void checkSigned(
      JarLabel jar, String pluginId, List<Signer> signers, JarSignatures signatures) {
    String expected =
        "plugins.signers of "
            + pluginId
            + " expects each entry signed by "
            + signers.stream()
                .map(
                    signer -> TrustedSigner.name(signer.certificate()) + " (" + signer.file() + ")")
                .collect(Collectors.joining(" or "));
    for (List<CodeSigner> own : signatures.signers()) {
      if (own.stream().noneMatch(signer -> isAny(signer, signers))) {
        throw refusal(
            jar,
            expected,
            own.stream()
                .map(signer -> TrustedSigner.fault(signer, signers))
                .collect(Collectors.joining(" and ")));
      }
    }
    if (signatures.unsigned().isPresent()) {
      throw refusal(
          jar,
          expected,
          (signatures.signers().isEmpty()
                  ? "no signature that counts, for example on "
                  : "none on ")
              + signatures.unsigned().get());
    }
    if (signatures.signers().isEmpty()) {
      throw refusal(jar, expected, "nothing that is signed");
    }
  }

  private static boolean isAny(CodeSigner signer, List<Signer> trusted) {
    return trusted.stream().anyMatch(each -> TrustedSigner.isBy(signer, each.certificate()));
  }

  private static EngineException refusal(JarLabel jar, String expected, String found) {
    return jar.refusal(
        FailureCode.PLUGIN_NOT_TRUSTED, "is not trusted: " + expected + "; found " + found);
  }

  private static String shown(String sha256) {
    return sha256.substring(0, DIGITS_SHOWN) + "…";
  }
}
