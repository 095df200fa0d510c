package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.NotifyConfig;
import io.mysimbdp.engine.notify.Notice;
import io.mysimbdp.engine.notify.Notifier;
import io.mysimbdp.engine.notify.PassNotices;
import io.mysimbdp.engine.notify.Webhook;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Messages to the webhook of an installation, if it has one. Safe for several threads. */
final class Notices implements AutoCloseable {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final NotifyConfig config;
  private final InstantSource clock;
  private final @Nullable Notifier notifier;

  private Notices(NotifyConfig config, InstantSource clock, @Nullable Notifier notifier) {
    this.config = config;
    this.clock = clock;
    this.notifier = notifier;
  }

  /** Begins; to be closed, which waits a little for what is not delivered yet. */
  static Notices start(EngineConfig engine, InstantSource clock) {
    NotifyConfig config = engine.notifications();
    return new Notices(
        config,
        clock,
        config.url() == null
            ? null
            : Notifier.start(
                webhook(engine),
                config.retryFor(),
                config.timeout(),
                config.queue(),
                new Backoff(
                    FIRST_WAIT, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble()),
                System::nanoTime));
  }

  /** Returns the webhook of an installation that has one. */
  static Webhook webhook(EngineConfig engine) {
    return new Webhook(engine.notifications(), engine.platformKeyspace());
  }

  /** Returns an id for a message. */
  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Returns who makes messages of what happens to runs. */
  PassListener listener() {
    Notifier open = notifier;
    return open == null
        ? new PassListener() {}
        : new PassNotices(config, clock, Notices::newId, open::offer);
  }

  /** Tells that the operator has suspended a tenant. */
  void suspended(String tenant, @Nullable String reason) {
    Notifier open = notifier;
    if (open != null && config.wants(NotifyConfig.Topic.SUSPENSION, tenant)) {
      open.offer(
          Notice.suspension(
              newId(),
              clock.instant(),
              tenant,
              null,
              "operator",
              reason == null ? "no reason is given" : reason));
    }
  }

  @Override
  public void close() {
    if (notifier != null) {
      notifier.close();
    }
  }
}
