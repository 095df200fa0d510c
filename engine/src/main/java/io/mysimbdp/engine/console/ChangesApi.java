package io.mysimbdp.engine.console;

import io.mysimbdp.engine.failure.EngineException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the console changes: {@code /api/v1/tenants/ID/suspend} and {@code resume}. */
final class ChangesApi {

  private static final Logger LOG = LoggerFactory.getLogger(ChangesApi.class);

  private static final int LONGEST_REASON = 500;
  private static final int MOST_UNDER_WAY = 2;

  private final ConsoleEngine engine;
  private final TenantsApi tenants;

  ChangesApi(ConsoleEngine engine, TenantsApi tenants) {
    this.engine = engine;
    this.tenants = tenants;
  }

  List<Route> routes() {
    Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    Endpoint otherwise = call -> Answer.error(503, "Other changes wait for Cassandra; try again.");
    return List.of(
        Route.post(
                Route.Admission.KNOWN_ON_THIS_PAGE,
                "/api/v1/tenants/([a-z0-9_]{1,48})/suspend",
                this::suspend)
            .within(underWay, otherwise),
        Route.post(
                Route.Admission.KNOWN_ON_THIS_PAGE,
                "/api/v1/tenants/([a-z0-9_]{1,48})/resume",
                this::resume)
            .within(underWay, otherwise));
  }

  private Answer suspend(Call call) throws InterruptedException {
    String reason = SessionApi.member(call, "reason").strip();
    if (reason.length() > LONGEST_REASON) {
      return Answer.error(
          400,
          "The reason has " + reason.length() + " characters; " + LONGEST_REASON + " at most.");
    }
    return change(
        call, "suspended", () -> engine.suspend(call.name(), reason.isEmpty() ? null : reason));
  }

  private Answer resume(Call call) throws InterruptedException {
    return change(call, "resumed", () -> engine.resume(call.name()));
  }

  private Answer change(Call call, String done, Supplier<String> change)
      throws InterruptedException {
    String tenant = call.name();
    if (tenants.rows().stream().noneMatch(row -> row.tenant().equals(tenant))) {
      return Answer.error(404, "There is no tenant of this name.");
    }
    try {
      String message = change.get();
      LOG.info("Console: {} is {} from {}", tenant, done, call.caller());
      return Answer.json(ViewJson.object().put("tenant", tenant).put("message", message));
    } catch (EngineException e) {
      return Answer.error(503, String.valueOf(e.getMessage()));
    }
  }
}
