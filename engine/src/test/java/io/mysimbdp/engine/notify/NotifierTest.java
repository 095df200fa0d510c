package io.mysimbdp.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotifierTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final Receiver receiver = new Receiver();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void what_is_not_taken_is_sent_again_and_the_next_one_follows() throws Exception {
    receiver.answers(500, 429, 200, 200);
    try (Notifier notifier = notifier(Duration.ofMillis(1), LONG, 10)) {
      notifier.offer(notice("a"));
      notifier.offer(notice("b"));

      assertThat(ids(receiver.await(4))).containsExactly("a", "a", "a", "b");
    }
    assertThat(receiver.messages()).hasSize(4);
  }

  @Test
  void what_will_never_be_taken_is_dropped_at_once() throws Exception {
    receiver.answers(404, 302);
    try (Notifier notifier = notifier(LONG, LONG, 10)) {
      notifier.offer(notice("a"));
      notifier.offer(notice("b"));
      notifier.offer(notice("c"));

      assertThat(ids(receiver.await(3))).containsExactly("a", "b", "c");
    }
  }

  @Test
  void after_some_time_it_is_given_up() throws Exception {
    receiver.answers(500, 500, 500);
    try (Notifier notifier =
        Notifier.start(
            WebhookTest.webhook(receiver.url(), null),
            Duration.ofSeconds(2),
            LONG,
            10,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), () -> 0),
            () -> nanos.getAndAdd(Duration.ofMillis(1_500).toNanos()))) {
      notifier.offer(notice("a"));
      notifier.offer(notice("b"));

      // Each attempt takes 1.5 s of its own clock: the second one ends beyond two seconds.
      assertThat(ids(receiver.await(4))).containsExactly("a", "a", "b", "b");
    }
  }

  @Test
  void of_too_many_the_latest_are_dropped_without_waiting() throws Exception {
    receiver.answers(Receiver.NEVER);
    try (Notifier notifier = notifier(Duration.ofMillis(1), LONG, 2)) {
      notifier.offer(notice("a"));
      receiver.await(1);
      for (String id : List.of("b", "c", "d", "e")) {
        notifier.offer(notice(id));
      }
    }
    // The first one was not answered in time, and was tried once more when the engine ended.
    assertThat(ids(receiver.messages())).containsExactly("a", "a", "b", "c");
  }

  @Test
  void who_ends_does_not_wait_for_the_next_attempt_but_makes_it() throws Exception {
    receiver.answers(500, 500, 500);
    Notifier notifier = notifier(LONG, LONG, 10);
    notifier.offer(notice("a"));
    notifier.offer(notice("b"));
    receiver.await(1);
    notifier.close();

    assertThat(ids(receiver.messages())).containsExactly("a", "a", "b");
    notifier.offer(notice("late"));
    assertThat(ids(receiver.messages())).doesNotContain("late");
  }

  @Test
  void who_ends_waits_no_longer_than_it_should() throws Exception {
    receiver.answers(Receiver.NEVER, Receiver.NEVER, Receiver.NEVER);
    Notifier notifier = notifier(LONG, Duration.ofMillis(50), 10);
    notifier.offer(notice("a"));
    notifier.offer(notice("b"));
    receiver.await(1);
    notifier.close();

    assertThat(ids(receiver.messages())).containsExactly("a");
  }

  private Notifier notifier(Duration firstWait, Duration patience, int mostWaiting) {
    return Notifier.start(
        WebhookTest.webhook(receiver.url(), null),
        LONG.multipliedBy(10),
        patience,
        mostWaiting,
        new Backoff(firstWait, firstWait, () -> 0.5),
        System::nanoTime);
  }

  private static Notice notice(String id) {
    return Notice.test(id, Instant.EPOCH);
  }

  private static List<String> ids(List<Receiver.Message> messages) {
    return messages.stream().map(each -> each.headers().getFirst("X-Mysimbdp-Id")).toList();
  }
}
