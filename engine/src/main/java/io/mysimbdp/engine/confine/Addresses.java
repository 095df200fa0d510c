package io.mysimbdp.engine.confine;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;

/** Checks what a URL leads to. */
final class Addresses {

  private Addresses() {}

  static void check(Call call, URL url) throws IOException {
    try {
      switch (url.getProtocol().toLowerCase(Locale.ROOT)) {
        case "http", "https" -> NetworkRules.checkUri(call, url.toURI());
        case "file" -> checkFile(call, url);
        case "jar" -> checkArchive(call, url);
        case "jrt" -> {} // The JDK's own.
        default ->
            throw call.refused("for the protocol " + url.getProtocol() + ", which no app may use");
      }
    } catch (URISyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void checkFile(Call call, URL url) throws URISyntaxException {
    // With a host it would be FTP.
    if (!url.getHost().isEmpty()) {
      throw call.refused("for " + url + ", which is on another host");
    }
    Paths.readable(call, url.toURI());
  }

  /** What its own class loader has given out is in its own JAR. */
  private static void checkArchive(Call call, URL url) throws IOException {
    String path = url.getPath();
    int end = path.indexOf("!/");
    if (end < 0) {
      throw new MalformedURLException("no !/ in " + url);
    }
    String archive = path.substring(0, end);
    boolean own =
        Call.callingLoader()
            .map(loader -> loader instanceof Confined confined && confined.isOwn(archive))
            .orElse(false);
    if (!own) {
      check(call, new URL(archive));
    }
  }
}
