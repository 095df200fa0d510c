package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.SigningKeys;
import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.config.PluginTrust.Signer;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which JARs the provider lets run, by their fingerprints and by who has signed them. */
class TrustedJarsTest {

  private static @Nullable SigningKeys keys;

  @TempDir Path home;

  @BeforeAll
  static void make_keys(@TempDir Path folder) throws Exception {
    keys =
        new SigningKeys(folder)
            .make("ca", "CN=ca", "-ext", "bc:c")
            .make("issued", "CN=issued", "-signer", "ca", "-ext", "eku=codeSigning")
            .make("web", "CN=web", "-signer", "ca", "-ext", "eku=serverAuth")
            .make("acme", "CN=acme")
            .make("stranger", "CN=acme")
            .make("byStranger", "CN=issued", "-signer", "stranger")
            .make("expired", "CN=expired", "-startdate", "-2y", "-validity", "365");
  }

  @Test
  void a_jar_with_a_listed_fingerprint_loads_and_no_other() throws IOException {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    String sha256 = Sha256.of(jar);
    PluginTrust trust =
        new PluginTrust(true, Map.of("acme", Set.of("0".repeat(64), sha256)), Map.of());
    assertLoads(trust);

    PluginJar.idle("acme").version("1.0.1").buildInto(plugins());
    String other = Sha256.of(jar);
    assertRefused(
        trust,
        "plugins.sha256 of acme expects "
            + Stream.of("0".repeat(16), sha256.substring(0, 16))
                .sorted()
                .map(it -> it + "…")
                .collect(Collectors.joining(" or "))
            + "; found SHA-256 "
            + other.substring(0, 16)
            + "…");
  }

  @Test
  void an_empty_list_lets_no_jar_run() throws IOException {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    assertRefused(
        new PluginTrust(false, Map.of("acme", Set.of()), Map.of()),
        "plugins.sha256 of acme expects none; found SHA-256 "
            + Sha256.of(jar).substring(0, 16)
            + "…");
  }

  @Test
  void a_jar_that_nothing_lists_is_refused_where_only_listed_ones_run() throws IOException {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    Map<String, Set<String>> another = Map.of("games", Set.of(Sha256.of(jar)));
    assertLoads(new PluginTrust(false, another, Map.of()));
    assertRefused(
        new PluginTrust(true, another, Map.of()),
        "plugins.listed-only holds, and neither plugins.sha256 nor plugins.signers has acme; found"
            + " SHA-256 "
            + Sha256.of(jar).substring(0, 16)
            + "…");
  }

  @ParameterizedTest(name = "signed by {0}, trusted {1}")
  @CsvSource({"acme, acme", "issued, ca", "issued, issued", "ca, ca"})
  void a_jar_signed_by_a_trusted_one_or_by_whom_it_has_issued_loads(String signer, String trusted)
      throws Exception {
    keys().sign(PluginJar.idle("acme").buildInto(plugins()), signer);
    assertLoads(signedBy(trusted));
  }

  @ParameterizedTest(name = "signed by {0}, trusted {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acme       | ca       | CN=ca       | signer CN=acme
          stranger   | acme     | CN=acme     | signer CN=acme, with another certificate of this name, or one that may not sign code
          byStranger | ca       | CN=ca       | signer CN=issued
          byStranger | issued   | CN=issued   | signer CN=issued, with another certificate of this name, or one that may not sign code
          web        | ca       | CN=ca       | signer CN=web
          web        | web      | CN=web      | signer CN=web, with another certificate of this name, or one that may not sign code
          byStranger | stranger | CN=acme     | signer CN=issued
          """)
  void a_jar_signed_by_somebody_else_is_refused(
      String signer, String trusted, String expected, String found) throws Exception {
    keys().sign(PluginJar.idle("acme").buildInto(plugins()), signer);
    assertRefused(
        signedBy(trusted),
        "plugins.signers of acme expects each entry signed by "
            + expected
            + " (conf/"
            + trusted
            + ".pem); found "
            + found);
  }

  @Test
  void a_jar_signed_with_an_expired_certificate_is_refused() throws Exception {
    keys().sign(PluginJar.idle("acme").buildInto(plugins()), "expired");
    assertThat(failure(signedBy("expired")).message())
        .contains("; found signer CN=expired, whose certificate is valid only from ");
  }

  @Test
  void a_jar_that_nobody_has_signed_is_refused() throws Exception {
    PluginJar.idle("acme").buildInto(plugins());
    assertRefused(
        signedBy("acme"),
        expectsAcme()
            + "no signature that counts, for example on "
            + "META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp");
  }

  @ParameterizedTest
  @CsvSource({
    "acme/Added.class, acme/Added.class",
    "META-INF/services/other, META-INF/services/other",
    "META-INF/versions/9/acme/App.class, META-INF/versions/9/acme/App.class",
    "META-INF/sub/ADDED.SF, META-INF/sub/ADDED.SF",
    "ADDED.RSA, ADDED.RSA"
  })
  void an_entry_added_after_signing_is_refused(String entry, String named) throws Exception {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    keys().sign(jar, "acme");
    assertLoads(signedBy("acme"));
    JarRewrite.of(jar).add(entry, new byte[] {1});
    assertRefused(signedBy("acme"), expectsAcme() + "none on " + named);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "MD5,     SHA256withRSA",
    "SHA-1,   SHA256withRSA",
    "SHA-256, SHA1withRSA",
    "SHA-256, MD5withRSA"
  })
  void a_signature_that_is_easily_forged_does_not_count(String digest, String algorithm)
      throws Exception {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    keys().sign(jar, "acme", digest, algorithm);
    assertThat(failure(signedBy("acme")).message())
        .startsWith(
            "plugins/acme.jar is not trusted: "
                + expectsAcme()
                + "no signature that counts, for example on ");
  }

  @Test
  void where_fingerprints_and_signers_are_given_both_must_hold() throws Exception {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    Map<String, List<Signer>> signers = signedBy("acme").signers();
    String unsigned = Sha256.of(jar);
    assertThat(failure(new PluginTrust(false, Map.of("acme", Set.of(unsigned)), signers)).message())
        .contains("plugins.signers");
    keys().sign(jar, "acme");
    assertThat(failure(new PluginTrust(false, Map.of("acme", Set.of(unsigned)), signers)).message())
        .contains("plugins.sha256");
    assertLoads(new PluginTrust(false, Map.of("acme", Set.of(Sha256.of(jar))), signers));
  }

  @Test
  void one_of_several_certificates_is_enough() throws Exception {
    keys().sign(PluginJar.idle("acme").buildInto(plugins()), "acme");
    assertLoads(signedBy("ca", "acme"));
    assertRefusedWith(signedBy("ca", "stranger"), FailureCode.PLUGIN_NOT_TRUSTED);
  }

  @Test
  void what_is_checked_is_what_is_loaded() throws Exception {
    Path jar =
        PluginJar.named("acme")
            .app(
                "public void ingest(BatchContext context) {} public String toString() { return \"good\"; }")
            .buildInto(plugins());
    PluginTrust trust = new PluginTrust(true, Map.of("acme", Set.of(Sha256.of(jar))), Map.of());
    try (PluginCatalog catalog = PluginCatalog.load(plugins(), "1.0.0", trust)) {
      // The very file that was looked at is overwritten, under a plugin that has loaded no class.
      Path evil =
          PluginJar.named("acme")
              .app(
                  "public void ingest(BatchContext context) {} public String toString() { return \"evil\"; }")
              .buildInto(home);
      Files.write(jar, Files.readAllBytes(evil));
      assertThat(catalog.find("acme").orElseThrow().newApp()).hasToString("good");
    }
  }

  private static SigningKeys keys() {
    return Objects.requireNonNull(keys);
  }

  private static PluginTrust signedBy(String... aliases) throws Exception {
    List<Signer> signers = new ArrayList<>();
    for (String alias : aliases) {
      signers.add(new Signer("conf/" + alias + ".pem", keys().certificate(alias)));
    }
    return new PluginTrust(false, Map.of(), Map.of("acme", signers));
  }

  private static String expectsAcme() {
    return "plugins.signers of acme expects each entry signed by CN=acme (conf/acme.pem); found ";
  }

  private void assertLoads(PluginTrust trust) {
    try (PluginCatalog catalog = PluginCatalog.load(plugins(), "1.0.0", trust)) {
      assertThat(catalog.failures()).isEmpty();
      assertThat(catalog.find("acme").orElseThrow().newApp()).isNotNull();
    }
  }

  private void assertRefused(PluginTrust trust, String why) {
    assertThat(failure(trust))
        .isEqualTo(
            new PluginFailure(
                "acme.jar",
                Optional.of("acme"),
                FailureCode.PLUGIN_NOT_TRUSTED,
                "plugins/acme.jar is not trusted: " + why));
  }

  private void assertRefusedWith(PluginTrust trust, FailureCode code) {
    assertThat(failure(trust).code()).isEqualTo(code);
  }

  private PluginFailure failure(PluginTrust trust) {
    try (PluginCatalog catalog = PluginCatalog.load(plugins(), "1.0.0", trust)) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures()).hasSize(1);
      return catalog.failures().get(0);
    }
  }

  private Path plugins() {
    return home.resolve("plugins");
  }
}
