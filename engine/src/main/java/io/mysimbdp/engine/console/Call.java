package io.mysimbdp.engine.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let through.
 *
 * @param caller the address it comes from
 * @param accept what it takes, as the header {@code Accept} says; null: anything
 * @param session the session that it says it belongs to; null: none
 * @param names what stands in its path where the route has names
 * @param query the parameters after the path; of several with one name, the first
 * @param body its body; empty when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(
    String caller,
    @Nullable String accept,
    @Nullable String session,
    List<String> names,
    Map<String, String> query,
    byte[] body) {

  Call {
    names = List.copyOf(names);
    query = Map.copyOf(query);
  }

  /** Returns what stands in the path for the first name of the route. */
  String name() {
    return names.get(0);
  }

  /** Returns a parameter; empty when it is not given. */
  String parameter(String key) {
    return query.getOrDefault(key, "");
  }

  /** Returns a parameter as a number within bounds; whatever is none counts as the default. */
  int number(String key, int otherwise, int most) {
    String text = parameter(key);
    // No more digits than an int has for certain.
    return text.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(text), most) : otherwise;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
