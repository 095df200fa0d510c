package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.SigningKeys;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The block {@code plugins} of engine.conf. */
class PluginTrustConfTest {

  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          listed-only = perhaps   | plugins.listed-only: expected true or false, got "perhaps"
          sha256 = [a]            | plugins.sha256: expected a block { ... }, got a list
          sha256.toys = abc       | plugins.sha256.toys: expected a list of texts such as ["a", "b"], got "abc"
          sha256.toys = [abc]     | plugins.sha256.toys: expected a SHA-256 of 64 hexadecimal digits, as sha256sum prints it, got "abc"
          sha256."-" = []         | plugins.sha256.-: expected a Plugin-Id: a letter or digit, then at most 127 letters, digits, '.', '_' or '-'
          sha256.a.b = []         | plugins.sha256.a: expected a value, got a block { ... }; a Plugin-Id with dots needs quotes
          signers.toys = ""       | plugins.signers.toys: expected a file with certificates, got ""
          signers.toys = no.pem   | plugins.signers.toys: file not found: "no.pem"
          signers.toys = key.pem  | plugins.signers.toys: expected X.509 certificates in PEM or DER, as keytool -exportcert -rfc writes them, got something else: "key.pem"
          signers.toys = nil.pem  | plugins.signers.toys: expected X.509 certificates, got a file without any: "nil.pem"
          signed = true           | plugins.signed: unknown key; did you mean signers?
          """)
  void says_what_is_wrong(String line, String problem) {
    home.file("key.pem", "-----BEGIN PRIVATE KEY-----\nMTIz\n-----END PRIVATE KEY-----\n")
        .file("nil.pem", "")
        .engine("plugins {\n  " + line + "\n}");
    assertThat(home.problems(Map.of())).containsExactly("conf/engine.conf:2: " + problem);
  }

  @Test
  void a_fingerprint_may_be_written_in_capitals_and_an_id_have_dots() {
    PluginTrust trust =
        home.engine("plugins.sha256 { \"a.b\" = [\"" + HASH.toUpperCase(Locale.ROOT) + "\"] }")
            .load()
            .engine()
            .plugins();
    assertThat(trust.sha256().get("a.b")).containsExactly(HASH);
  }

  @Test
  void a_tenant_has_no_say_in_whom_the_provider_trusts() {
    assertThat(home.tenantProblems("toys", "plugins.listed-only = false"))
        .singleElement()
        .asString()
        .startsWith("tenants/toys/tenant.conf:1: plugins: unknown key");
  }

  @Test
  void a_file_of_certificates_may_hold_several_and_is_followed_as_a_part_of_the_configuration()
      throws Exception {
    SigningKeys keys = new SigningKeys(folder).make("old", "CN=old").make("new", "CN=new");
    home.file("conf/toys.pem", "# first, then\n" + keys.pem("old", "new"))
        .engine("plugins.signers { toys = conf/toys.pem }");
    Installation installation = home.load();
    assertThat(installation.engine().plugins().signers().get("toys"))
        .containsExactly(
            new PluginTrust.Signer("conf/toys.pem", keys.certificate("old")),
            new PluginTrust.Signer("conf/toys.pem", keys.certificate("new")));
    assertThat(installation.sources()).contains(home.folder().resolve("conf/toys.pem"));

    home.file("conf/toys.pem", keys.pem("new"));
    assertThat(installation.reload(Map.of()).engine().plugins().signers().get("toys")).hasSize(1);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"-2y, 365, has expired on", "+0d, 20, expires on"})
  void a_certificate_at_its_end_is_warned_of(String start, String days, String warning)
      throws Exception {
    SigningKeys keys =
        new SigningKeys(folder).make("toys", "CN=toys", "-startdate", start, "-validity", days);
    home.file("conf/toys.pem", keys.pem("toys")).engine("plugins.signers.toys = conf/toys.pem");
    assertThat(home.load().warnings())
        .singleElement()
        .asString()
        .startsWith("conf/engine.conf:1: plugins.signers.toys: the certificate " + warning);
  }
}
