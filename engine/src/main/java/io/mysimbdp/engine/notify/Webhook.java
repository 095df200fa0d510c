package io.mysimbdp.engine.notify;

import io.mysimbdp.engine.config.NotifyConfig;
import io.mysimbdp.engine.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where messages go. Follows no redirects, and reads no answer but its status. Thread-safe. */
public final class Webhook {

  private final URI url;
  private final @Nullable Secret secret;
  private final Duration timeout;
  private final NoticeJson json;
  private final HttpClient client;

  /**
   * Makes a webhook.
   *
   * @param config with an address
   * @param platform the name of the platform, for receivers of several
   */
  public Webhook(NotifyConfig config, String platform) {
    this.url = Objects.requireNonNull(config.url(), "url");
    this.secret = config.secret();
    this.timeout = config.timeout();
    this.json = new NoticeJson(platform);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** Returns scheme, host and port: what follows them may be a secret. */
  public String name() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** Returns what is sent for a message: JSON in UTF-8. */
  public byte[] body(Notice notice) {
    return json.render(notice);
  }

  /**
   * Tries once to deliver a message.
   *
   * @throws InterruptedException when interrupted; the message may have arrived
   */
  public Delivery send(Notice notice) throws InterruptedException {
    byte[] body = body(notice);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "mysimbdp")
            .header("X-Mysimbdp-Event", notice.event())
            .header("X-Mysimbdp-Id", notice.id())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (secret != null) {
      request.header("X-Mysimbdp-Signature", Signature.of(body, secret));
    }
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      // It may have no end, and nobody asks for it.
      answer.body().close();
      return Delivery.answered(answer.statusCode());
    } catch (HttpTimeoutException e) {
      return Delivery.unanswered("it does not answer within " + timeout.toMillis() + " ms");
    } catch (ConnectException e) {
      return Delivery.unanswered(
          e.getCause() instanceof UnresolvedAddressException
              ? "nobody knows its host"
              : "it takes no connection");
    } catch (IOException e) {
      return Delivery.unanswered(String.valueOf(e.getMessage()));
    }
  }
}
