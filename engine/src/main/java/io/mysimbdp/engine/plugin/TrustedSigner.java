package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.config.PluginTrust.Signer;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells whether a signer is one that is trusted. */
final class TrustedSigner {

  private static final Set<String> CODE_SIGNING = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");
  private static final int LONGEST_NAME = 200;

  private TrustedSigner() {}

  /**
   * Tells whether a signature was made with a certificate, or with one that was issued with it. All
   * certificates must be valid now: when a signature was made says only whoever made it. What the
   * JAR says of its chain counts for nothing; each link is verified here.
   */
  static boolean isBy(CodeSigner signer, X509Certificate trusted) {
    try {
      check(signer, trusted);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Returns a signer's name and, where it is known, why it is not trusted; for messages. */
  static String fault(CodeSigner signer, List<Signer> trusted) {
    X509Certificate own = (X509Certificate) chain(signer).get(0);
    String name = "signer " + name(own);
    try {
      own.checkValidity();
    } catch (CertificateException e) {
      return name
          + ", whose certificate is valid only from "
          + own.getNotBefore().toInstant()
          + " to "
          + own.getNotAfter().toInstant();
    }
    String names = trusted.stream().map(it -> name(it.certificate())).toList().toString();
    return names.contains(name(own))
        ? name + ", with another certificate of this name, or one that may not sign code"
        : name;
  }

  /** Returns the name of a certificate's owner, on one line. */
  static String name(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }

  private static void check(CodeSigner signer, X509Certificate trusted)
      throws GeneralSecurityException {
    List<? extends Certificate> chain = chain(signer);
    X509Certificate own = (X509Certificate) chain.get(0);
    trusted.checkValidity();
    checkMaySignCode(own);
    if (own.equals(trusted)) {
      return;
    }
    if (trusted.getBasicConstraints() < 0) {
      throw new CertPathValidatorException("not the certificate, which may issue no others");
    }
    List<Certificate> links = new ArrayList<>();
    for (Certificate each : chain) {
      if (each.equals(trusted)) {
        break;
      }
      links.add(each);
    }
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trusted, null)));
    parameters.setRevocationEnabled(false); // Nothing is asked of the network.
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(links), parameters);
  }

  /** A certificate for a web server, say, of the same issuer must not do. */
  private static void checkMaySignCode(X509Certificate certificate)
      throws GeneralSecurityException {
    boolean[] usage = certificate.getKeyUsage();
    List<String> purposes = certificate.getExtendedKeyUsage();
    boolean mayNot =
        (usage != null && !usage[0])
            || (purposes != null && purposes.stream().noneMatch(CODE_SIGNING::contains));
    if (mayNot) {
      throw new CertPathValidatorException("not meant for signing code");
    }
  }

  private static List<? extends Certificate> chain(CodeSigner signer) {
    return signer.getSignerCertPath().getCertificates();
  }
}
