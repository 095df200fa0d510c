package io.mysimbdp.engine.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code cassandra}. */
final class CassandraSection {

  private static final Pattern CONTACT_POINT =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
  private static final String DEFAULT_PORT = "9042";
  private static final int SHORTEST_ROLE_SECRET = 16;
  private static final String NO_EFFECT =
      "has no effect without contact-points: the engine runs its own Cassandra";

  private CassandraSection() {}

  static CassandraConfig bind(ConfigReader block, Secrets secrets) {
    List<String> contactPoints = contactPoints(block);
    CassandraConfig.Auth auth = auth(block, secrets);
    ConfigReader tlsBlock = block.section("tls");
    CassandraConfig.Tls tls = TlsSection.bind(tlsBlock, secrets);
    ConfigReader embeddedBlock = block.section("embedded");
    CassandraConfig.Embedded embedded = EmbeddedSection.bind(embeddedBlock);
    if (contactPoints.isEmpty() && auth != null && !embedded.authentication()) {
      block.warning("user", NO_EFFECT);
    }
    if (contactPoints.isEmpty() && auth == null && embedded.authentication()) {
      embeddedBlock.problem(
          "authentication", "needs cassandra.user and cassandra.password, to log in with");
    }
    if (contactPoints.isEmpty() && tls != null) {
      tlsBlock.warning("enabled", NO_EFFECT);
    }
    boolean streaming = block.flag("streaming");
    if (contactPoints.isEmpty() && streaming) {
      block.warning("streaming", NO_EFFECT);
    }
    return new CassandraConfig(
        contactPoints,
        localDatacenter(block),
        auth,
        tls,
        block.duration("request-timeout", Duration.ofMillis(100), Duration.ofHours(1)),
        block.duration("retry-for", Duration.ZERO, Duration.ofHours(1)),
        block.smallCount("in-flight", Unit.REQUESTS, 1, 65_536),
        block.bytes("in-flight-bytes", 1L << 20, 4L << 30),
        block.duration("connect-timeout", Duration.ofSeconds(1), Duration.ofHours(1)),
        roleSecret(block, secrets),
        block.smallNumber("tenant-sessions", 1, 10_000),
        streaming,
        embedded);
  }

  private static @Nullable Secret roleSecret(ConfigReader block, Secrets secrets) {
    Secret secret = secrets.read(block, "role-secret");
    if (secret != null && secret.reveal().length() < SHORTEST_ROLE_SECRET) {
      block.problem(
          "role-secret",
          "expected at least "
              + SHORTEST_ROLE_SECRET
              + " characters, got "
              + secret.reveal().length());
    }
    return secret;
  }

  private static List<String> contactPoints(ConfigReader block) {
    List<String> result = new ArrayList<>();
    List<String> texts = block.texts("contact-points");
    for (int i = 0; i < texts.size(); i++) {
      Matcher matcher = CONTACT_POINT.matcher(texts.get(i));
      String port = matcher.matches() ? matcher.group(2) : "0";
      String portOrDefault = port == null ? DEFAULT_PORT : port;
      int number = Integer.parseInt(portOrDefault);
      if (number < 1 || number > 65_535) {
        block.problem(
            "contact-points", i, "expected host or host:port, got " + Display.quoted(texts.get(i)));
      } else {
        result.add(matcher.group(1) + ":" + number);
      }
    }
    return result;
  }

  private static String localDatacenter(ConfigReader block) {
    String name = block.text("local-datacenter");
    if (name.isBlank()) {
      block.expected("local-datacenter", "the name of a data centre");
    }
    return name;
  }

  private static CassandraConfig.@Nullable Auth auth(ConfigReader block, Secrets secrets) {
    String user = block.optionalText("user");
    Secret password = secrets.read(block, "password");
    if (user == null && block.isSet("password")) {
      block.problem("password", "a password needs a user: set user too");
    }
    if (user != null && !block.isSet("password")) {
      block.problem("user", "a user needs a password: set password too");
    }
    return user != null && password != null ? new CassandraConfig.Auth(user, password) : null;
  }
}
