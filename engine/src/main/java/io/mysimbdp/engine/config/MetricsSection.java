package io.mysimbdp.engine.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code metrics}. */
final class MetricsSection {

  private static final int MOST_TENANTS = 100_000;

  /** A token of RFC 9110, which the name of a header is. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private MetricsSection() {}

  static MetricsConfig bind(ConfigReader block, Secrets secrets) {
    return new MetricsConfig(
        block.smallNumber("tenants-max", 1, MOST_TENANTS),
        instance(block),
        pushGateway(block),
        block.duration("push-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        file(block, secrets.home()),
        otlp(block.section("otlp"), secrets));
  }

  private static @Nullable String instance(ConfigReader block) {
    String name = block.optionalText("instance");
    if (name != null && name.isBlank()) {
      block.expected("instance", "a name");
    }
    return name;
  }

  private static @Nullable URI pushGateway(ConfigReader block) {
    URI url = url(block, "push-gateway", "the address of a Pushgateway such as http://host:9091");
    if (url != null && url.getPath() != null && url.getPath().length() > 1) {
      block.expected("push-gateway", "an address without a path such as http://host:9091");
    }
    return url;
  }

  private static @Nullable URI url(ConfigReader block, String key, String expected) {
    String text = block.optionalText(key);
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isHttp
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    block.expected(key, expected);
    return null;
  }

  private static @Nullable Path file(ConfigReader block, Path home) {
    String name = block.optionalText("file");
    if (name == null) {
      return null;
    }
    try {
      Path file = home.resolve(name).normalize();
      if (file.getFileName() != null && file.getFileName().toString().endsWith(".prom")) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    block.expected("file", "a file whose name ends in .prom");
    return null;
  }

  private static MetricsConfig.@Nullable Otlp otlp(ConfigReader block, Secrets secrets) {
    URI url = url(block, "url", "an address such as http://host:4318/v1/metrics");
    Duration interval = block.duration("interval", Duration.ofSeconds(1), Duration.ofHours(1));
    Map<String, Secret> headers = headers(block.section("headers"), secrets);
    return url == null ? null : new MetricsConfig.Otlp(url, interval, headers);
  }

  private static Map<String, Secret> headers(ConfigReader block, Secrets secrets) {
    Map<String, Secret> headers = new HashMap<>();
    for (String name : block.keys()) {
      if (!HEADER.matcher(name).matches()) {
        block.problem(name, "expected the name of a header of HTTP, got " + Display.quoted(name));
        continue;
      }
      Secret value = secrets.read(block, name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
