package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A session that answers what a test says, and notes each request. */
final class StrictSession {

  final List<Object> requests = new ArrayList<>();

  CqlSession answering(Function<Object, Object> answer) {
    return (CqlSession)
        Proxy.newProxyInstance(
            StrictSession.class.getClassLoader(),
            new Class<?>[] {CqlSession.class},
            (proxy, method, arguments) -> {
              if (!method.getName().matches("execute|executeAsync|prepare")) {
                throw new AssertionError("Unexpected call of " + method);
              }
              requests.add(arguments[0]);
              return answer.apply(arguments[0]);
            });
  }

  CqlSession neverAsked() {
    return answering(
        request -> {
          throw new AssertionError("Unexpected request " + request);
        });
  }
}
