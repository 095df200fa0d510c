package io.mysimbdp.engine.console;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request comes in: lets it through to its endpoint, or refuses it. Answers are written
 * without a thread waiting for whoever reads them.
 */
final class FrontDoor extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

  private static final int LARGEST_BODY = 8 << 10;

  private final List<Route> routes;
  private final Visitors visitors;
  private final Access access;
  private final RefusalLog refusals;
  private final String cookie;
  private final Executor threads;

  /**
   * Makes the door.
   *
   * @param cookie the name of the cookie with the session
   * @param threads where endpoints are called
   */
  FrontDoor(
      List<Route> routes,
      Visitors visitors,
      Access access,
      RefusalLog refusals,
      String cookie,
      Executor threads) {
    this.routes = List.copyOf(routes);
    this.visitors = visitors;
    this.access = access;
    this.refusals = refusals;
    this.cookie = cookie;
    this.threads = threads;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // Requests for no path in particular have none.
    String path = String.valueOf(request.getHttpURI().getDecodedPath());
    String method = request.getMethod();
    Optional<String> strange = visitors.problemOfHost(request);
    if (strange.isPresent()) {
      refuse(request, response, callback, 421, strange.get());
      return true;
    }
    List<Route> leading = routes.stream().filter(route -> route.names(path).isPresent()).toList();
    Optional<Route> found = leading.stream().filter(route -> route.takes(method)).findFirst();
    if (found.isEmpty()) {
      Answer none =
          leading.isEmpty()
              ? Answer.error(404, "There is nothing here.")
              : Answer.error(405, "This is asked for with " + leading.get(0).method() + ".")
                  .with("Allow", leading.get(0).method());
      write(none, request, response, callback);
      return true;
    }
    Route route = found.get();
    if (route.isOfThisPage()) {
      Optional<String> foreign = visitors.problemOfOrigin(request);
      if (foreign.isPresent()) {
        refuse(request, response, callback, 403, foreign.get());
        return true;
      }
    }
    if (route.isKnown() && !isKnown(request, response, callback)) {
      return true;
    }
    if (route.method().equals("POST")) {
      readThenCall(route, path, request, response, callback);
    } else {
      call(route, path, new byte[0], request, response, callback);
    }
    return true;
  }

  /** Refuses whoever is not known. */
  private boolean isKnown(Request request, Response response, Callback callback) {
    if (access.isKnown(session(request))) {
      return true;
    }
    String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    switch (access.ofHeader(shown, Request.getRemoteAddr(request))) {
      case RIGHT -> {
        return true;
      }
      case TOO_MANY -> refuse(request, response, callback, 429, "Too many wrong tokens.");
      case WRONG -> {
        Answer answer =
            Answer.error(401, "This needs the token of web.token.")
                .with("WWW-Authenticate", "Bearer");
        if (shown != null) {
          refusals.refused(Request.getRemoteAddr(request), 401, "a wrong token");
        }
        write(answer, request, response, callback);
      }
    }
    return false;
  }

  private @Nullable String session(Request request) {
    for (HttpCookie each : Request.getCookies(request)) {
      if (each.getName().equals(cookie)) {
        return each.getValue();
      }
    }
    return null;
  }

  private void readThenCall(
      Route route, String path, Request request, Response response, Callback callback) {
    if (request.getLength() > LARGEST_BODY) {
      refuse(request, response, callback, 413, "The body is larger than 8 KiB.");
      return;
    }
    Content.Source.asByteArrayAsync(
        request,
        LARGEST_BODY,
        Promise.Invocable.from(
            Invocable.InvocationType.NON_BLOCKING,
            body -> threads.execute(() -> call(route, path, body, request, response, callback)),
            failure -> refuse(request, response, callback, 400, "The body cannot be read.")));
  }

  private void call(
      Route route,
      String path,
      byte[] body,
      Request request,
      Response response,
      Callback callback) {
    Call call;
    try {
      call =
          new Call(
              Request.getRemoteAddr(request),
              request.getHeaders().get(HttpHeader.ACCEPT),
              session(request),
              route.names(path).orElse(List.of()),
              query(request),
              body);
    } catch (RuntimeException e) {
      refuse(request, response, callback, 400, "The parameters cannot be read.");
      return;
    }
    write(answer(route.endpoint(), call), request, response, callback);
  }

  private static Answer answer(Endpoint endpoint, Call call) {
    try {
      return endpoint.answer(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.error(503, "The engine is stopping.");
    } catch (RuntimeException e) {
      LOG.error("Console: a request cannot be answered, for a defect of the engine", e);
      return Answer.error(500, "The engine has a defect; its log says more.");
    }
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new LinkedHashMap<>();
    Request.extractQueryParameters(request)
        .forEach(field -> query.put(field.getName(), String.valueOf(field.getValue())));
    return query;
  }

  private void refuse(
      Request request, Response response, Callback callback, int status, String why) {
    refusals.refused(Request.getRemoteAddr(request), status, why);
    write(Answer.error(status, why), request, response, callback);
  }

  private static void write(Answer answer, Request request, Response response, Callback callback) {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    SafeHeaders.addTo(headers);
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    answer.headers().forEach(headers::put);
    boolean isHead = request.getMethod().equals("HEAD");
    response.write(true, ByteBuffer.wrap(isHead ? new byte[0] : answer.body()), callback);
  }
}
