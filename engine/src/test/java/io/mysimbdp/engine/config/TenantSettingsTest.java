package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantSettingsTest {

  private static final String TEXT =
      """
      settings {
        # A comment of the tenant.
        text = "two\\nlines # and 'quotes' \\""
        count = 3
        "dotted.key" = 7
        share = 0.25
        wait = 5 minutes
        on = yes
        words = [
          one
          2
        ]
        deep { er { name = x } }
        password = hunter2
      }
      """;

  @TempDir Path folder;
  private TenantProfile profile;
  private TenantSettings settings;

  @BeforeEach
  void read() {
    profile =
        new Home(folder)
            .engine("tenants = [toys]")
            .tenant("toys", TEXT)
            .load()
            .registrations()
            .get(0)
            .requireProfile();
    settings = new TenantSettings(profile);
  }

  @Test
  void each_type_is_read() {
    assertThat(settings.keys())
        .containsExactlyInAnyOrder(
            "text", "count", "dotted.key", "share", "wait", "on", "words", "deep", "password");
    assertThat(settings.getString("text")).isEqualTo("two\nlines # and 'quotes' \"");
    assertThat(settings.getLong("count")).isEqualTo(3);
    assertThat(settings.getLong("\"dotted.key\"")).isEqualTo(7);
    assertThat(settings.getDouble("share")).isEqualTo(0.25);
    assertThat(settings.getDouble("count")).isEqualTo(3.0);
    assertThat(settings.getDuration("wait")).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.getBoolean("on")).isTrue();
    assertThat(settings.getStrings("words")).containsExactly("one", "2");
    assertThat(settings.getString("deep.er.name")).isEqualTo("x");
    assertThat(settings.has("deep.er")).isTrue();
    assertThat(settings.has("deep.est")).isFalse();
  }

  @Test
  void a_fallback_stands_in_for_a_missing_key_only() {
    assertThat(settings.getString("none", "a")).isEqualTo("a");
    assertThat(settings.getString("text", "a")).startsWith("two");
    assertThat(settings.getLong("none", 1)).isEqualTo(1);
    assertThat(settings.getLong("count", 1)).isEqualTo(3);
    assertThat(settings.getDouble("none", 1)).isEqualTo(1);
    assertThat(settings.getDouble("share", 1)).isEqualTo(0.25);
    assertThat(settings.getBoolean("none", false)).isFalse();
    assertThat(settings.getBoolean("on", false)).isTrue();
    assertThat(settings.getDuration("none", Duration.ZERO)).isZero();
    assertThat(settings.getDuration("wait", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
    fails(
        () -> settings.getLong("text", 1),
        "tenants/toys/tenant.conf:3: settings.text: expected a whole number, got \"two\\nlines # and"
            + " 'quotes' \"\"");
  }

  @Test
  void messages_name_key_value_expectation_file_and_line() {
    fails(
        () -> settings.getBoolean("count"),
        "tenants/toys/tenant.conf:4: settings.count: expected true or false, got 3");
    fails(
        () -> settings.getLong("share"),
        "tenants/toys/tenant.conf:6: settings.share: expected a whole number, got 0.25");
    fails(
        () -> settings.getDuration("count"),
        "tenants/toys/tenant.conf:4: settings.count: expected a duration such as 30s or 5 minutes,"
            + " got 3");
    fails(
        () -> settings.getLong("deep.er.name"),
        "tenants/toys/tenant.conf:13: settings.deep.er.name: expected a whole number, got \"x\"");
    fails(() -> settings.getString("none"), "tenants/toys/tenant.conf: settings.none: missing");
    fails(
        () -> settings.getString("a..b"),
        "Expected the path of a setting such as a.b, got \"a..b\"");
  }

  @Test
  void the_value_of_a_secret_is_not_shown() {
    fails(
        () -> settings.getLong("password"),
        "tenants/toys/tenant.conf:14: settings.password: expected a whole number, got a value that"
            + " is not shown");
  }

  @Test
  void the_profile_survives_a_journey_to_another_process() throws Exception {
    TenantProfile copy = copy(profile);

    assertThat(copy).isEqualTo(profile);
    assertThat(new TenantSettings(copy).getStrings("words")).containsExactly("one", "2");
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static TenantProfile copy(TenantProfile profile)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(profile);
    }
    try (ObjectInputStream input =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (TenantProfile) input.readObject();
    }
  }
}
