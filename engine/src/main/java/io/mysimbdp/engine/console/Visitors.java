package io.mysimbdp.engine.console;

import io.mysimbdp.engine.config.WebConfig;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that people mean to make from those that a page of another site makes behind their
 * backs. Safe for several threads.
 *
 * <p>A server on loopback is out of reach for others, but not for the browser of somebody who is
 * there, which pages of others may lead to it: by a name of theirs that they have resolve to
 * 127.0.0.1 (DNS rebinding), or by a form (request forgery).
 */
final class Visitors {

  /** Must be there with all that changes something; pages of other sites cannot send it. */
  static final String HEADER = "X-Mysimbdp";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final boolean isAnyHost;
  private final Set<String> hosts = new HashSet<>();
  private final Set<String> named;

  Visitors(WebConfig config) {
    named = Set.copyOf(config.hosts());
    // Others than those on loopback have to show the token, which a browser keeps from other sites.
    isAnyHost = !config.isLoopback() && named.isEmpty();
    hosts.addAll(LOOPBACK);
    hosts.add(config.address().toLowerCase(Locale.ROOT));
    hosts.addAll(named);
  }

  /** Returns what is wrong with how the server is called; empty: nothing. */
  Optional<String> problemOfHost(Request request) {
    String host = Request.getServerName(request);
    return isAnyHost || (host != null && hosts.contains(host.toLowerCase(Locale.ROOT)))
        ? Optional.empty()
        : Optional.of(
            "This server is not called that. A further name of it belongs into web.hosts.");
  }

  /** Returns what shows that a request may be another site's; empty: nothing does. */
  Optional<String> problemOfOrigin(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    boolean isForeign = site != null && !site.equals("same-origin") && !site.equals("none");
    if (isForeign || !isOwn(request, request.getHeaders().get(HttpHeader.ORIGIN))) {
      return Optional.of("The request comes from a page of another site.");
    }
    return request.getHeaders().contains(HEADER)
        ? Optional.empty()
        : Optional.of("What changes something needs the header " + HEADER + ": 1.");
  }

  private boolean isOwn(Request request, @Nullable String origin) {
    if (origin == null) {
      // Not from a page: browsers send it with each POST.
      return true;
    }
    String authority = origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    String called = request.getHeaders().get(HttpHeader.HOST);
    return authority.equals(called == null ? "" : called.toLowerCase(Locale.ROOT))
        || named.contains(authority.replaceFirst(":[0-9]+$", ""));
  }
}
