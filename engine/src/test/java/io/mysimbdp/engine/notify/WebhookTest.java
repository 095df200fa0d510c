package io.mysimbdp.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.NotifyConfig;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {

  private static final Instant TIME = Instant.parse("2026-11-24T14:12:30.661Z");

  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void a_message_is_json_with_the_documented_fields() throws Exception {
    Notice failure =
        new Notice(
            "id-1",
            "failure",
            TIME,
            "toys",
            "run-1",
            "it said \"no\"",
            FailureCode.APP_FAILED,
            null,
            List.of("a.csv", "b.csv"),
            3,
            new Counts(10, 9, 1, 0, 1234),
            null);

    assertThat(webhook(receiver.url(), null).send(failure)).isEqualTo(new Delivery(200, null));

    Receiver.Message message = receiver.await(1).get(0);
    assertThat(message.method()).isEqualTo("POST");
    assertThat(message.headers().getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(message.headers().getFirst("X-Mysimbdp-Event")).isEqualTo("failure");
    assertThat(message.headers().getFirst("X-Mysimbdp-Id")).isEqualTo("id-1");
    assertThat(message.headers()).doesNotContainKey("X-mysimbdp-signature");
    assertThat(new ObjectMapper().readTree(message.body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"schema": 1, "id": "id-1", "event": "failure",
                     "time": "2026-11-24T14:12:30.661Z", "platform": "mysimbdp",
                     "tenant": "toys", "run": "run-1", "reason": "it said \\"no\\"",
                     "code": "APP_FAILED", "owner": "tenant code",
                     "files": ["a.csv", "b.csv"], "more_files": 3,
                     "counts": {"records_read": 10, "rows_written": 9, "rejects": 1,
                                "skipped": 0, "bytes": 1234}}
                    """));
  }

  @Test
  void a_signature_can_be_checked_by_whoever_knows_the_secret() throws Exception {
    Webhook webhook = webhook(receiver.url(), new Secret("It's a Secret to Everybody"));

    webhook.send(Notice.test("id-2", TIME));

    Receiver.Message message = receiver.await(1).get(0);
    assertThat(message.headers().getFirst("X-Mysimbdp-Signature"))
        .isEqualTo(
            Signature.of(
                message.body().getBytes(StandardCharsets.UTF_8),
                new Secret("It's a Secret to Everybody")))
        .matches("sha256=[0-9a-f]{64}");
    assertThat(message.body()).doesNotContain("Secret");
  }

  /** The example of GitHub's manual, "Validating webhook deliveries". */
  @Test
  void signatures_are_as_others_make_them() {
    assertThat(
            Signature.of(
                "Hello, World!".getBytes(StandardCharsets.UTF_8),
                new Secret("It's a Secret to Everybody")))
        .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "200, true, false",
    "204, true, false",
    "302, false, false",
    "400, false, false",
    "404, false, false",
    "408, false, true",
    "429, false, true",
    "500, false, true",
    "503, false, true"
  })
  void what_is_answered_says_whether_to_try_again(
      int status, boolean isDone, boolean isWorthAnother) throws Exception {
    receiver.answers(status);

    Delivery delivery = webhook(receiver.url(), null).send(Notice.test("id", TIME));

    assertThat(delivery.status()).isEqualTo(status);
    assertThat(delivery.isDone()).isEqualTo(isDone);
    assertThat(!delivery.isDone() && delivery.isWorthAnother()).isEqualTo(isWorthAnother);
    assertThat(receiver.messages()).as("no redirect is followed").hasSize(1);
  }

  @Test
  void who_does_not_answer_is_left_after_the_timeout() throws Exception {
    receiver.answers(Receiver.NEVER);

    Delivery delivery = webhook(receiver.url(), null).send(Notice.test("id", TIME));

    assertThat(delivery).isEqualTo(new Delivery(0, "it does not answer within 500 ms"));
    assertThat(delivery.isWorthAnother()).isTrue();
  }

  @Test
  void who_takes_no_connection_may_do_so_later() throws Exception {
    Delivery delivery = webhook(nobody(), null).send(Notice.test("id", TIME));

    assertThat(delivery).isEqualTo(new Delivery(0, "it takes no connection"));
    assertThat(delivery.isWorthAnother()).isTrue();
  }

  @Test
  void its_name_tells_no_secret() {
    assertThat(webhook(URI.create("https://hooks.example.org/T0/secret?token=x"), null).name())
        .isEqualTo("https://hooks.example.org");
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  static Webhook webhook(URI url, @Nullable Secret secret) {
    return new Webhook(config(url, secret), "mysimbdp");
  }

  static NotifyConfig config(URI url, @Nullable Secret secret) {
    return new NotifyConfig(
        url,
        secret,
        Set.of(NotifyConfig.Topic.values()),
        new NamePatterns(List.of("t*")),
        0.9,
        Duration.ofMillis(500),
        Duration.ofMinutes(1),
        10);
  }
}
