package io.mysimbdp.engine.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server itself says of requests that never come to an endpoint: a status, no more. */
final class PlainErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SafeHeaders.addTo(response.getHeaders());
    response.getHeaders().put("Content-Type", Answer.TEXT);
    response.write(true, text(response.getStatus()), callback);
    return true;
  }

  private static ByteBuffer text(int status) {
    return ByteBuffer.wrap(("Error " + status + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
