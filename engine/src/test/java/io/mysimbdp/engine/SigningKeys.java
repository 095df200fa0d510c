package io.mysimbdp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Keys with certificates, made by the JDK's keytool, that sign JARs. */
public final class SigningKeys {

  private static final String PASSWORD = "no-secret";

  private final Path store;

  /** Keeps the keys in a folder. */
  public SigningKeys(Path folder) {
    this.store = folder.resolve("keys.p12");
  }

  /**
   * Makes a key with a certificate of its own.
   *
   * @param more options of {@code keytool -genkeypair}
   */
  public SigningKeys make(String alias, String owner, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-alias",
                alias,
                "-dname",
                owner));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return this;
  }

  /** Returns the certificate of a key. */
  public X509Certificate certificate(String alias) throws Exception {
    return (X509Certificate) opened().getCertificate(alias);
  }

  /** Returns certificates in PEM, in the order of their keys. */
  public String pem(String... aliases) throws Exception {
    StringBuilder pem = new StringBuilder();
    for (String alias : aliases) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder().encodeToString(certificate(alias).getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString();
  }

  /** Signs a JAR as jarsigner would by default. */
  public void sign(Path jar, String alias) throws Exception {
    sign(jar, alias, "SHA-256", "SHA256withRSA");
  }

  /** Signs a JAR. */
  public void sign(Path jar, String alias, String digest, String algorithm) throws Exception {
    KeyStore keys = opened();
    CertPath chain =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(keys.getCertificateChain(alias)));
    PrivateKey key = (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray());
    JarSigner signer =
        new JarSigner.Builder(key, chain)
            .digestAlgorithm(digest)
            .signatureAlgorithm(algorithm)
            .signerName("SIGNER")
            .build();
    Path signed = jar.resolveSibling(jar.getFileName() + ".signed");
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream to = Files.newOutputStream(signed)) {
      signer.sign(from, to);
    }
    Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private KeyStore opened() throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }
}
