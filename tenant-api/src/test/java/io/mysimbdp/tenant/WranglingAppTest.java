package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The convenience class opens, then hands itself to the engine. */
class WranglingAppTest {

  @Test
  void opens_before_the_engine_wrangles_with_it() throws Exception {
    List<String> calls = new ArrayList<>();
    WranglingApp app =
        new WranglingApp() {
          @Override
          protected void open(BatchContext context) {
            calls.add("open");
          }

          @Override
          public Outcome wrangle(InputRecord record) {
            return Outcome.skip("test");
          }
        };
    app.ingest(context(app, calls));
    app.close();
    assertThat(calls).containsExactly("open", "wrangle with the app");
  }

  private static BatchContext context(WranglingApp app, List<String> calls) {
    return (BatchContext)
        Proxy.newProxyInstance(
            BatchContext.class.getClassLoader(),
            new Class<?>[] {BatchContext.class},
            (proxy, method, arguments) -> {
              boolean itself = arguments != null && arguments.length == 1 && arguments[0] == app;
              calls.add(method.getName() + (itself ? " with the app" : " with something else"));
              return null;
            });
  }
}
