package io.mysimbdp.engine.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** {@code /api/v1/session}, {@code /api/v1/login} and {@code /api/v1/logout}. */
final class SessionApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Access access;
  private final String cookie;
  private final RefusalLog refusals;

  /**
   * Makes it.
   *
   * @param cookie the name of the cookie with the session
   */
  SessionApi(Access access, String cookie, RefusalLog refusals) {
    this.access = access;
    this.cookie = cookie;
    this.refusals = refusals;
  }

  List<Route> routes() {
    return List.of(
        Route.get(Route.Admission.ANYBODY, "/api/v1/session", this::session),
        Route.post(Route.Admission.THIS_PAGE, "/api/v1/login", this::login),
        Route.post(Route.Admission.THIS_PAGE, "/api/v1/logout", this::logout));
  }

  private Answer session(Call call) {
    return Answer.json(
        ViewJson.object()
            .put("token_needed", access.isGuarded())
            .put("known", access.isKnown(call.session())));
  }

  private Answer login(Call call) {
    return switch (access.of(member(call, "token"), call.caller())) {
      case RIGHT ->
          Answer.json(ViewJson.object().put("known", true))
              .with("Set-Cookie", cookie(access.sessions().begin(), Sessions.LENGTH.toSeconds()));
      case WRONG -> {
        refusals.refused(call.caller(), 401, "a wrong token");
        yield Answer.error(401, "This is not the token of web.token.");
      }
      case TOO_MANY -> {
        refusals.refused(call.caller(), 429, "too many wrong tokens");
        yield Answer.error(429, "Too many wrong tokens; wait a minute.");
      }
    };
  }

  private Answer logout(Call call) {
    access.sessions().end(call.session());
    return Answer.json(ViewJson.object().put("known", !access.isGuarded()))
        .with("Set-Cookie", cookie("", 0));
  }

  private String cookie(String value, long seconds) {
    return cookie + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict";
  }

  /** Returns a text of the JSON object in the body; empty when there is none. */
  static String member(Call call, String key) {
    try {
      JsonNode node = JSON.readTree(call.text()).path(key);
      return node.isTextual() ? node.asText() : "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
