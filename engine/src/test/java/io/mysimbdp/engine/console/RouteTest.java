package io.mysimbdp.engine.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A bound of how many requests are answered at a time. */
class RouteTest {

  private static final Call CALL = new Call("here", null, null, List.of(), Map.of(), new byte[0]);

  private final List<Integer> answered = new ArrayList<>();
  private final Semaphore permits = new Semaphore(1);

  private Route route(Endpoint endpoint) {
    return Route.get(Route.Admission.ANYBODY, "/", endpoint)
        .within(permits, call -> Answer.error(503, "busy"));
  }

  @Test
  void who_comes_while_others_have_all_permits_is_answered_otherwise() throws Exception {
    Route inner = route(call -> Answer.error(404, "inner"));
    Route outer =
        route(
            call -> {
              answered.add(inner.endpoint().answer(call).status());
              return Answer.error(404, "outer");
            });

    answered.add(outer.endpoint().answer(CALL).status());
    answered.add(inner.endpoint().answer(CALL).status());

    assertThat(answered).containsExactly(503, 404, 404);
  }

  @Test
  void a_permit_comes_back_whatever_happens() {
    Route broken =
        route(
            call -> {
              throw new IllegalStateException("a defect");
            });

    assertThatThrownBy(() -> broken.endpoint().answer(CALL)).hasMessage("a defect");
    assertThatThrownBy(() -> broken.endpoint().answer(CALL)).hasMessage("a defect");
    assertThat(permits.availablePermits()).isEqualTo(1);
  }
}
