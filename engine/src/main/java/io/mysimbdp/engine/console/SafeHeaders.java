package io.mysimbdp.engine.console;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** What tells a browser to do nothing with an answer but what the console needs. */
final class SafeHeaders {

  private static final Map<String, String> ALL =
      Map.of(
          // Nothing from elsewhere, and no script or style but from the files of the console.
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private SafeHeaders() {}

  static void addTo(HttpFields.Mutable headers) {
    ALL.forEach(headers::put);
  }
}
