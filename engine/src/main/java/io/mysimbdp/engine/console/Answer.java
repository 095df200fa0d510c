package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a request is answered with. Its body is not to be changed by anybody.
 *
 * @param status the status of HTTP
 * @param type the type of the body
 * @param headers beside those that every answer has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and as large as a page
record Answer(int status, String type, byte[] body, Map<String, String> headers) {

  static final String TEXT = "text/plain; charset=utf-8";

  private static final String JSON = "application/json; charset=utf-8";

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer text(int status, String type, String text) {
    return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Answer json(JsonNode document) {
    return json(200, document);
  }

  static Answer json(int status, JsonNode document) {
    return text(status, JSON, document.toString());
  }

  /**
   * Says what is wrong with a request.
   *
   * @param message one sentence
   */
  static Answer error(int status, String message) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", message));
  }

  /** Returns the same with one more header. */
  Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, body, more);
  }
}
