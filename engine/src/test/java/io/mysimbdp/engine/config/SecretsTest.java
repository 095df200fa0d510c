package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  private static final String CLUSTER = "cassandra { contact-points = [a], user = me }\n";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder);
  }

  @Test
  void a_password_comes_from_the_environment() {
    Installation installation =
        home.engine(CLUSTER + "cassandra.password { env = DB_PASSWORD }")
            .load(Map.of("DB_PASSWORD", "hunter2"));

    assertThat(password(installation)).isEqualTo("hunter2");
    assertThat(installation.warnings()).isEmpty();
    assertThat(installation.engine().toString()).doesNotContain("hunter2").contains("******");
  }

  @Test
  void a_password_comes_from_a_file_without_its_line_end() throws IOException {
    home.engine(CLUSTER + "cassandra.password { file = \"conf/db.password\" }")
        .file("conf/db.password", "hunter 2\r\n");
    rights("conf/db.password", "rw-------");

    Installation installation = home.load();

    assertThat(password(installation)).isEqualTo("hunter 2");
    assertThat(installation.warnings()).isEmpty();
  }

  @Test
  void a_password_file_that_everyone_may_read_gets_a_warning() throws IOException {
    home.engine(CLUSTER + "cassandra.password { file = \"conf/db.password\" }")
        .file("conf/db.password", "hunter2");
    rights("conf/db.password", "rw-r--r--");

    assertThat(warnings(home.load()))
        .containsExactly(
            "conf/engine.conf:2: cassandra.password.file: every user of this machine may read"
                + " \"conf/db.password\"; use chmod 600");
  }

  @Test
  void a_password_as_plain_text_gets_a_warning() {
    Installation installation = home.engine(CLUSTER + "cassandra.password = hunter2").load();

    assertThat(password(installation)).isEqualTo("hunter2");
    assertThat(warnings(installation))
        .containsExactly(
            "conf/engine.conf:2: cassandra.password: the secret stands in the file as plain text;"
                + " use { env = \"NAME\" } or { file = \"path\" }");
  }

  @Test
  void a_password_substituted_from_the_environment_gets_none() {
    Installation installation =
        home.engine(CLUSTER + "cassandra.password = ${DB_PASSWORD}")
            .load(Map.of("DB_PASSWORD", "hunter2"));

    assertThat(password(installation)).isEqualTo("hunter2");
    assertThat(installation.warnings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          password { env = NOT_SET }        | .env: the environment variable NOT_SET is not set or is empty
          password { env = EMPTY }          | .env: the environment variable EMPTY is not set or is empty
          password { env = "hunter2!" }     | .env: expected the name of an environment variable, got another text
          password { env = [a] }            | .env: expected a text, got a list
          password { file = none }          | .file: file not found: "none"
          password { file = empty }         | .file: expected a file with one secret, got an empty one: "empty"
          password { file = conf }          | .file: file not found: "conf"
          password { file = "a\\u0000" }     | .file: expected a file in UTF-8 that the engine may read: "a\\u0000"
          password {}                       | `: expected { env = "NAME" }, { file = "path" } or a text, got a block with neither`
          password { env = A, file = b }    | `: expected { env = "NAME" }, { file = "path" } or a text, got a block with both`
          password = [hunter2]              | `: expected { env = "NAME" }, { file = "path" } or a text, got a list`
          password = ""                     | `: expected { env = "NAME" }, { file = "path" } or a text, got an empty text`
          """)
  void says_what_is_wrong_without_the_secret(String text, String problem) {
    home.engine(CLUSTER + "cassandra." + text).file("empty", "\n");

    assertThat(home.problems(Map.of("EMPTY", "")))
        .containsExactly("conf/engine.conf:2: cassandra.password" + problem);
  }

  @Test
  void a_slip_in_the_block_is_an_unknown_key() {
    home.engine(CLUSTER + "cassandra.password { env = A, fil = hunter2 }");

    assertThat(home.problems(Map.of("A", "a")))
        .containsExactly(
            "conf/engine.conf:2: cassandra.password.fil: unknown key; did you mean file?");
  }

  @Test
  void a_password_needs_a_user() {
    home.engine("cassandra { contact-points = [a], password { env = A } }");

    assertThat(home.problems(Map.of("A", "a")))
        .containsExactly(
            "conf/engine.conf:1: cassandra.password: a password needs a user: set user too");
  }

  @Test
  void a_login_without_contact_points_gets_a_warning() {
    home.engine(
        "cassandra { user = me, password { env = A }\n tls.enabled = true\n streaming = true }");

    assertThat(warnings(home.load(Map.of("A", "a"))))
        .containsExactly(
            "conf/engine.conf:1: cassandra.user: has no effect without contact-points: the engine"
                + " runs its own Cassandra",
            "conf/engine.conf:2: cassandra.tls.enabled: has no effect without contact-points: the engine"
                + " runs its own Cassandra",
            "conf/engine.conf:3: cassandra.streaming: has no effect without contact-points: the engine"
                + " runs its own Cassandra");
  }

  private void rights(String name, String rights) throws IOException {
    Files.setPosixFilePermissions(
        home.folder().resolve(name), PosixFilePermissions.fromString(rights));
  }

  private static List<String> warnings(Installation installation) {
    return installation.warnings().stream().map(Problem::toString).toList();
  }

  private static String password(Installation installation) {
    CassandraConfig.Auth auth = installation.engine().cassandra().auth();
    return auth == null ? "" : auth.password().reveal();
  }
}
