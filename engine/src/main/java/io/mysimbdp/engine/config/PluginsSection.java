package io.mysimbdp.engine.config;

import io.mysimbdp.engine.config.PluginTrust.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Binds the block {@code plugins}. */
final class PluginsSection {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final int MAX_BYTES = 64 << 10;
  private static final Duration SOON = Duration.ofDays(30);

  private final Path home;
  private final Set<Path> sources;
  private final Instant now;

  /**
   * Makes a binder.
   *
   * @param home the installation folder, which relative paths start from
   * @param sources gets the paths of the files that are read
   * @param now when certificates should be valid
   */
  PluginsSection(Path home, Set<Path> sources, Instant now) {
    this.home = home;
    this.sources = sources;
    this.now = now;
  }

  PluginTrust bind(ConfigReader block) {
    Map<String, Set<String>> sha256 = new HashMap<>();
    ConfigReader hashes = block.section("sha256");
    for (String id : ids(hashes)) {
      sha256.put(id, fingerprints(hashes, id));
    }
    Map<String, List<Signer>> signers = new HashMap<>();
    ConfigReader files = block.section("signers");
    for (String id : ids(files)) {
      List<Signer> found = certificates(files, id);
      if (!found.isEmpty()) { // Else there is a problem.
        signers.put(id, found);
      }
    }
    return new PluginTrust(block.flag("listed-only"), sha256, signers);
  }

  /** Returns the keys; one that no JAR can have would protect nothing. */
  private static Set<String> ids(ConfigReader block) {
    Set<String> ids = block.keys();
    for (String id : ids) {
      if (!ID.matcher(id).matches()) {
        block.problem(
            id,
            "expected a Plugin-Id: a letter or digit, then at most 127 letters, digits, '.', '_' or"
                + " '-'");
      } else if (block.raw(id) instanceof com.typesafe.config.ConfigObject) {
        block.problem(
            id, "expected a value, got a block { ... }; a Plugin-Id with dots needs quotes");
      }
    }
    return ids;
  }

  private static Set<String> fingerprints(ConfigReader block, String id) {
    List<String> texts = block.texts(id);
    Set<String> result = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i).toLowerCase(Locale.ROOT);
      if (!SHA256.matcher(text).matches()) {
        block.problem(
            id,
            i,
            "expected a SHA-256 of 64 hexadecimal digits, as sha256sum prints it, got "
                + Display.quoted(texts.get(i)));
      }
      result.add(text);
    }
    return result;
  }

  private List<Signer> certificates(ConfigReader block, String id) {
    String name = block.text(id);
    List<Signer> signers = new ArrayList<>();
    try {
      Path file = home.resolve(name).normalize();
      if (name.isEmpty()) {
        block.expected(id, "a file with certificates");
        return signers;
      }
      sources.add(file);
      if (!Files.isRegularFile(file)) {
        block.problem(id, "file not found: " + Display.quoted(name));
        return signers;
      }
      if (Files.size(file) > MAX_BYTES) {
        block.problem(id, "expected at most 64 KiB of certificates: " + Display.quoted(name));
        return signers;
      }
      for (Certificate each : read(Files.readAllBytes(file))) {
        X509Certificate certificate = (X509Certificate) each;
        warnOfExpiry(block, id, certificate);
        signers.add(new Signer(Problems.name(home, file), certificate));
      }
      if (signers.isEmpty()) {
        block.problem(
            id, "expected X.509 certificates, got a file without any: " + Display.quoted(name));
      }
    } catch (InvalidPathException e) {
      block.expected(id, "a file with certificates");
    } catch (IOException e) {
      block.problem(id, "cannot be read: " + Display.quoted(name) + ": check its rights");
    } catch (CertificateException e) {
      // What the parser says may quote the file, which may be a key by mistake.
      block.problem(
          id,
          "expected X.509 certificates in PEM or DER, as keytool -exportcert -rfc writes them, got"
              + " something else: "
              + Display.quoted(name));
    }
    return signers;
  }

  private static Iterable<? extends Certificate> read(byte[] bytes) throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes));
  }

  private void warnOfExpiry(ConfigReader block, String id, X509Certificate certificate) {
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isBefore(now.plus(SOON))) {
      block.warning(
          id,
          "the certificate "
              + (end.isBefore(now) ? "has expired on " : "expires on ")
              + end
              + "; from then on no JAR signed with it is loaded");
    }
  }
}
