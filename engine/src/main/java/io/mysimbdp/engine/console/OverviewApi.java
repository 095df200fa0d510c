package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.schedule.ServiceView;
import io.mysimbdp.engine.schedule.TenantView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/overview}: the platform at a glance. */
final class OverviewApi {

  private final ConsoleEngine engine;
  private final RunBoard board;
  private final TenantsApi tenants;
  private final InstantSource clock;
  private final Instant began;

  OverviewApi(ConsoleEngine engine, RunBoard board, TenantsApi tenants, InstantSource clock) {
    this.engine = engine;
    this.board = board;
    this.tenants = tenants;
    this.clock = clock;
    this.began = clock.instant();
  }

  List<Route> routes() {
    return List.of(Route.get(Route.Admission.KNOWN, "/api/v1/overview", call -> overview()));
  }

  private Answer overview() throws InterruptedException {
    Optional<ServiceView> view = engine.view();
    ObjectNode root = ViewJson.object();
    root.put("engine", engine.id());
    root.put("at", ViewJson.time(clock.instant()));
    root.put("began", ViewJson.time(began));
    root.put("state", Health.ServiceState.of(view, clock).word());
    root.put("running", view.map(ServiceView::running).orElse(0));
    root.put("concurrent_runs", view.map(ServiceView::concurrentRuns).orElse(0));
    LiveRates.Now now = board.rates().now();
    root.put("rows_per_second", ViewJson.rate(now.rows()));
    root.put("bytes_per_second", ViewJson.rate(now.bytes()));
    putStates(root.putObject("tenants"), tenants.rows());
    List<TenantView> views = view.map(ServiceView::tenants).orElse(List.of());
    putWaiting(root.putObject("waiting"), views);
    ViewJson.put(root.putObject("since_start"), sum(views));
    root.put(
        "last_failure",
        board.mishaps().latest().stream().findFirst().map(Mishap::number).orElse(0L));
    return Answer.json(root);
  }

  private static void putStates(ObjectNode node, List<TenantRow> rows) {
    node.put("all", rows.size());
    for (TenantState state : TenantState.values()) {
      node.put(state.word(), rows.stream().filter(row -> row.state() == state).count());
    }
  }

  private static void putWaiting(ObjectNode node, List<TenantView> views) {
    node.put("files", views.stream().mapToLong(view -> view.waiting().count()).sum());
    node.put("is_more", views.stream().anyMatch(view -> view.waiting().isMore()));
    node.put("bytes", views.stream().mapToLong(view -> view.waiting().bytes()).sum());
    node.put(
        "oldest",
        views.stream()
            .flatMap(view -> Optional.ofNullable(view.waiting().oldest()).stream())
            .min(Instant::compareTo)
            .map(ViewJson::time)
            .orElse(null));
  }

  private static ServiceTally sum(List<TenantView> views) {
    long done = 0;
    long duplicates = 0;
    long refused = 0;
    long failures = 0;
    long waiting = 0;
    Counts counts = Counts.ZERO;
    for (TenantView view : views) {
      ServiceTally tally = view.tally();
      done += tally.done();
      duplicates += tally.duplicates();
      refused += tally.refused();
      failures += tally.failures();
      waiting += tally.waiting();
      counts = counts.plus(tally.counts());
    }
    return new ServiceTally("", done, duplicates, refused, failures, waiting, counts, null);
  }
}
