package io.mysimbdp.engine.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code staging}. */
final class StagingSection {

  private static final String EXPECTED =
      "a place such as s3://bucket/"
          + StagingConfig.TENANT
          + "/staging or file:///mnt/"
          + StagingConfig.TENANT
          + "/staging";
  private static final Set<String> TAKEN = Set.of("done", "refused", "rejects");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private StagingSection() {}

  static StagingConfig bind(ConfigReader block, Secrets secrets) {
    return new StagingConfig(uri(block), store(block.section("store"), secrets));
  }

  private static @Nullable String uri(ConfigReader block) {
    String text = block.optionalText("uri");
    if (text == null) {
      return null;
    }
    boolean isStore = text.startsWith("s3://");
    if (!isStore && !text.startsWith("file:///")) {
      block.expected("uri", EXPECTED);
      return null;
    }
    String place = text.substring((isStore ? "s3://" : "file:///").length());
    int last = place.lastIndexOf('/');
    String folder = place.substring(last + 1);
    if (last < 0 || folder.isEmpty() || place.contains("//")) {
      block.expected("uri", EXPECTED);
    } else if (!place.substring(0, last).contains(StagingConfig.TENANT)
        || folder.contains(StagingConfig.TENANT)) {
      block.problem(
          "uri",
          "expected "
              + StagingConfig.TENANT
              + " in a folder above the last one: finished files lie beside the last one, and no two"
              + " tenants may share them");
    } else if (TAKEN.contains(folder)) {
      block.problem(
          "uri", "expected another last folder than " + folder + ", which lies beside it");
    } else if (isStore && !isBucket(place.substring(0, place.indexOf('/')))) {
      block.expected("uri", "the name of a bucket behind s3://, as in s3://ingest/");
    } else if (!isStore && !isPath(text)) {
      block.expected("uri", EXPECTED);
    }
    return text;
  }

  private static boolean isBucket(String name) {
    return BUCKET.matcher(name.replace(StagingConfig.TENANT, "tenant")).matches();
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(new URI(text.replace(StagingConfig.TENANT, "tenant"))).isAbsolute();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return false;
    }
  }

  private static StagingConfig.Store store(ConfigReader block, Secrets secrets) {
    String accessKey = block.optionalText("access-key");
    Secret secretKey = secrets.read(block, "secret-key");
    if (accessKey == null && block.isSet("secret-key")) {
      block.problem("secret-key", "has no effect without access-key, the name of the key");
    } else if (accessKey != null && !block.isSet("secret-key")) {
      block.problem("access-key", "needs the key itself as well, secret-key");
    }
    return new StagingConfig.Store(
        endpoint(block),
        block.optionalText("region"),
        block.flag("path-style"),
        accessKey == null || secretKey == null
            ? null
            : new StagingConfig.Login(accessKey, secretKey),
        block.duration("timeout", Duration.ofSeconds(1), Duration.ofMinutes(10)));
  }

  private static @Nullable String endpoint(ConfigReader block) {
    String text = block.optionalText("endpoint");
    if (text == null) {
      return null;
    }
    try {
      URI url = new URI(text);
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isHttp && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    block.expected("endpoint", "an address such as https://store.example.org:9000");
    return null;
  }
}
