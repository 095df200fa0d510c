package io.mysimbdp.engine.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.mysimbdp.engine.statistics.Statistics;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Renders {@link Statistics} as one page that needs nothing besides itself: style, script and the
 * library of the charts are part of it, and the page itself forbids the browser to load or run
 * anything else.
 */
public final class HtmlStatistics {

  private static final Template PAGE =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withLoader(name -> new StringReader(PageResources.text(name + ".html")))
          .compile(PageResources.text("statistics.html"));

  private HtmlStatistics() {}

  /** All that the template names. What is not to be escaped is no text of a tenant's. */
  record Page(
      StatisticsView view,
      String policy,
      String style,
      String library,
      String script,
      String data) {}

  /** Returns the page. */
  public static String render(Statistics statistics) {
    String style = PageResources.text("statistics.css");
    String library = PageResources.chartLibrary();
    String script = PageResources.text("statistics.js");
    return PAGE.execute(
        new Page(
            StatisticsView.of(statistics),
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
                + hash(style)
                + "; script-src "
                + hash(library)
                + " "
                + hash(script),
            style,
            library,
            script,
            ChartData.of(statistics)));
  }

  /**
   * What the browser may run is told by its hash, so that nothing else is, wherever it came from.
   */
  private static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
