package io.mysimbdp.engine.config;

import io.mysimbdp.engine.config.NotifyConfig.Topic;
import io.mysimbdp.engine.failure.DidYouMean;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code notify}. */
final class NotifySection {

  private static final String URL = "url";
  private static final int MAX_QUEUE = 100_000;
  private static final double LEAST_RATIO = 0.01;

  private NotifySection() {}

  static NotifyConfig bind(ConfigReader block, Secrets secrets) {
    URI url = url(block);
    Secret secret = secrets.read(block, "secret");
    if (url == null && secret != null && !block.isSet(URL)) {
      block.warning("secret", "has no effect without url: nobody is told anything");
    }
    return new NotifyConfig(
        url,
        secret,
        events(block),
        new NamePatterns(block.texts("tenants")),
        block.number("quota-ratio", LEAST_RATIO, 1),
        block.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        block.duration("retry-for", Duration.ZERO, Duration.ofHours(1)),
        block.smallNumber("queue", 1, MAX_QUEUE));
  }

  /** What is wrong with it is said without the rest of it, which may be a secret. */
  private static @Nullable URI url(ConfigReader block) {
    String text = block.optionalText(URL);
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        block.problem(URL, "expected an address with http or https, got another one");
      } else if (url.getHost() == null) {
        block.problem(URL, "expected an address with a host, as in https://example.org/hook");
      } else if (url.getUserInfo() != null || url.getFragment() != null) {
        block.problem(URL, "expected an address without user and without #");
      } else {
        return url;
      }
    } catch (URISyntaxException e) {
      block.problem(URL, "expected an address as in https://example.org/hook, got something else");
    }
    return null;
  }

  private static Set<Topic> events(ConfigReader block) {
    Set<Topic> events = EnumSet.noneOf(Topic.class);
    List<String> words = block.texts("events");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Optional<Topic> topic =
          Arrays.stream(Topic.values()).filter(each -> each.word().equals(word)).findFirst();
      if (topic.isPresent()) {
        events.add(topic.get());
      } else {
        block.problem(
            "events",
            i,
            "expected an event, got "
                + Display.quoted(word)
                + DidYouMean.hint(word, Arrays.stream(Topic.values()).map(Topic::word).toList()));
      }
    }
    return events;
  }
}
