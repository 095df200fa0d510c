package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the files of the configuration, they are read or refused in sentences. */
class ConfFuzzTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("NAME", "value", "DB_PASSWORD", "");

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder).engine("tenants = [t]").tenant("t", "");
  }

  @DictionaryEntries({
    "plugin=",
    "tables=[\"*\"]",
    "keyspaces=[",
    "files.patterns=",
    "dialect{format=csv",
    "include ",
    "settings{a=1}",
    "${settings.a}",
    "${?a}",
    "+=",
    "\"\"\"",
    "unlimited",
    "1 GiB",
    "3s",
    "run-windows=[\"* 0-5 * * *\"]",
    "limits{day{files=1}}",
    "write.batch-rows=",
    "replication{class=SimpleStrategy}",
    "schema="
  })
  @FuzzTest(maxDuration = "60s")
  void a_tenant_conf_is_read_or_refused(FuzzedDataProvider data) {
    byte[] text = data.consumeRemainingAsBytes();
    home.bytes("tenants/t/tenant.conf", text);
    Registration registration = home.load().registrations().get(0);

    if (registration.isUsable()) {
      new TenantSettings(registration.requireProfile()).keys();
      home.bytes("tenants/t/tenant.conf", withTwoUnknownKeys(text));
      assertAllAreTold(home.load().registrations().get(0).problems());
    } else {
      assertInSentences(registration.problems());
    }
  }

  @DictionaryEntries({
    "tenants=[t]",
    "include ",
    "file(\"",
    "${NAME}",
    "${?DB_PASSWORD}",
    "profile{",
    "plans{a{",
    "grants{t{",
    "caps{",
    "cassandra{contact-points=[",
    "embedded{",
    "plugins{",
    "concurrent-runs=",
    "stop-timeout=",
    "+=",
    "\"\"\"",
    "unlimited",
    "1 GiB",
    "3s",
    "lease="
  })
  @FuzzTest(maxDuration = "60s")
  void an_engine_conf_is_read_or_refused(FuzzedDataProvider data) {
    byte[] text = data.consumeRemainingAsBytes();
    home.bytes("conf/engine.conf", text);
    List<Problem> problems = problems();

    if (problems.isEmpty()) {
      home.bytes("conf/engine.conf", withTwoUnknownKeys(text));
      assertAllAreTold(problems());
    } else {
      assertInSentences(problems);
    }
  }

  private List<Problem> problems() {
    try {
      home.load(ENVIRONMENT);
      return List.of();
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      return e.problems();
    }
  }

  private static byte[] withTwoUnknownKeys(byte[] text) {
    byte[] more = "\nunknown-one = 1\nunknown-two = 2\n".getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(text, text.length + more.length);
    System.arraycopy(more, 0, both, text.length, more.length);
    return both;
  }

  private static void assertAllAreTold(List<Problem> problems) {
    assertThat(problems).extracting(Problem::key).contains("unknown-one", "unknown-two");
  }

  private static void assertInSentences(List<Problem> problems) {
    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.toString()).doesNotContain("\n", "com.typesafe");
              assertThat(problem.message()).isNotBlank();
            });
  }
}
