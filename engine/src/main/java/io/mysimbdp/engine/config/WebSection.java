package io.mysimbdp.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code web}. */
final class WebSection {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
  // No names but localhost: what a name leads to may change, and with it who can reach the server.
  private static final Pattern ADDRESS =
      Pattern.compile("localhost|(" + OCTET + "\\.){3}" + OCTET + "|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final int SHORTEST_TOKEN = 16;

  private WebSection() {}

  static WebConfig bind(ConfigReader block, Secrets secrets) {
    String address = block.text("address");
    if (!ADDRESS.matcher(address).matches()) {
      block.expected("address", "an IP address such as 127.0.0.1, or localhost");
    }
    WebConfig config =
        new WebConfig(
            block.flag("enabled"),
            address,
            block.smallNumber("port", 0, 65_535),
            token(block, secrets),
            hosts(block));
    if (config.enabled() && !config.isLoopback() && !block.isSet("token")) {
      block.problem(
          "address", "others can reach " + Display.quoted(address) + ", so set web.token too");
    }
    return config;
  }

  private static @Nullable Secret token(ConfigReader block, Secrets secrets) {
    Secret token = secrets.read(block, "token");
    if (token != null && token.reveal().length() < SHORTEST_TOKEN) {
      block.problem(
          "token",
          "expected at least " + SHORTEST_TOKEN + " characters, got " + token.reveal().length());
    }
    return token;
  }

  private static List<String> hosts(ConfigReader block) {
    List<String> hosts = new ArrayList<>();
    List<String> texts = block.texts("hosts");
    for (int i = 0; i < texts.size(); i++) {
      if (!HOST.matcher(texts.get(i)).matches()) {
        block.problem(
            "hosts",
            i,
            "expected the name of a host without a port, got " + Display.quoted(texts.get(i)));
      }
      hosts.add(texts.get(i).toLowerCase(Locale.ROOT));
    }
    return hosts;
  }
}
