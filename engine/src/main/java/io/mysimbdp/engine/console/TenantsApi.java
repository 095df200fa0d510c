package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.admission.TenantUse.QuotaState;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.schedule.FileWait;
import io.mysimbdp.engine.schedule.ServiceView;
import io.mysimbdp.engine.schedule.TenantView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** {@code /api/v1/tenants} and {@code /api/v1/queue}. */
final class TenantsApi {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;

  private final ConsoleEngine engine;
  private final RunBoard board;

  TenantsApi(ConsoleEngine engine, RunBoard board) {
    this.engine = engine;
    this.board = board;
  }

  List<Route> routes() {
    return List.of(
        Route.get(Route.Admission.KNOWN, "/api/v1/tenants", this::list),
        Route.get(Route.Admission.KNOWN, "/api/v1/tenants/([a-z0-9_]{1,48})", this::one)
            .within(new Semaphore(1), this::oneWithoutQuotas),
        Route.get(Route.Admission.KNOWN, "/api/v1/queue", this::queue));
  }

  /** Returns all tenants, those that are not served among them. */
  List<TenantRow> rows() throws InterruptedException {
    Map<String, LiveRates.Now> rates = board.rates().tenantsNow();
    List<TenantRow> rows = new ArrayList<>();
    for (TenantView view : views()) {
      rows.add(TenantRow.of(view, rates.getOrDefault(view.tenant(), LiveRates.Now.NOTHING)));
    }
    engine
        .unservable()
        .forEach(
            (tenant, reason) -> {
              // Such a one may still be served as it was before.
              if (rows.stream().noneMatch(row -> row.tenant().equals(tenant))) {
                rows.add(TenantRow.unservable(tenant, reason));
              }
            });
    return rows;
  }

  private List<TenantView> views() throws InterruptedException {
    return engine.view().map(ServiceView::tenants).orElse(List.of());
  }

  private Answer list(Call call) throws InterruptedException {
    Comparator<TenantRow> order = TenantRow.by(call.parameter("sort"));
    if (call.parameter("descending").equals("true")) {
      order = order.reversed();
    }
    String state = call.parameter("state");
    List<TenantRow> matching =
        rows().stream()
            .filter(row -> row.matches(call.parameter("filter")))
            .filter(row -> state.isEmpty() || row.state().word().equals(state))
            .sorted(order.thenComparing(TenantRow::tenant))
            .toList();
    ObjectNode root = ViewJson.object();
    root.put("matches", matching.size());
    ArrayNode tenants = root.putArray("tenants");
    matching.stream()
        .skip(call.number("offset", 0, Integer.MAX_VALUE))
        .limit(call.number("limit", USUAL_PAGE, LARGEST_PAGE))
        .forEach(row -> tenants.add(row.json()));
    return Answer.json(root);
  }

  private Answer one(Call call) throws InterruptedException {
    return one(
        call,
        node -> {
          ArrayNode quotas = node.putArray("quotas");
          try {
            engine.quotas(call.name()).forEach(state -> put(quotas.addObject(), state));
          } catch (EngineException e) {
            node.put("quotas_problem", e.getMessage());
          }
        });
  }

  private Answer oneWithoutQuotas(Call call) throws InterruptedException {
    return one(
        call,
        node -> {
          node.putArray("quotas");
          node.put("quotas_problem", "Cassandra is still being asked what is used of them.");
        });
  }

  private Answer one(Call call, Consumer<ObjectNode> quotas) throws InterruptedException {
    String tenant = call.name();
    Optional<TenantRow> row =
        rows().stream().filter(each -> each.tenant().equals(tenant)).findFirst();
    if (row.isEmpty()) {
      return Answer.error(404, "There is no tenant of this name.");
    }
    ObjectNode node = row.get().json();
    ArrayNode files = node.putArray("files");
    TenantView view = row.get().view();
    if (view != null) {
      view.waiting().first().forEach(file -> ViewJson.put(files.addObject(), file));
    }
    quotas.accept(node);
    return Answer.json(node);
  }

  private static void put(ObjectNode node, QuotaState state) {
    node.put("window", state.window());
    node.put("unit", state.measure().name().toLowerCase(Locale.ROOT));
    node.put("limit", state.limit());
    node.put("used", state.used());
    node.put("remains", state.remains());
    node.put("whole_at", state.wholeAt().map(ViewJson::time).orElse(null));
  }

  private record Queued(String tenant, FileWait file) {

    /** Returns when it came; files of which that is not known come last. */
    Instant arrival() {
      Instant modified = file.modified();
      return modified == null ? Instant.MAX : modified;
    }
  }

  /** The files that wait, of all tenants or one, those first that came first. */
  private Answer queue(Call call) throws InterruptedException {
    String tenant = call.parameter("tenant");
    String cause = call.parameter("cause");
    long files = 0;
    long bytes = 0;
    List<Queued> named = new ArrayList<>();
    for (TenantView view : views()) {
      if (tenant.isEmpty() || tenant.equals(view.tenant())) {
        files += view.waiting().count();
        bytes += view.waiting().bytes();
        view.waiting().first().stream()
            .filter(each -> cause.isEmpty() || each.cause().name().equalsIgnoreCase(cause))
            .forEach(each -> named.add(new Queued(view.tenant(), each)));
      }
    }
    named.sort(
        Comparator.comparing(Queued::arrival)
            .thenComparing(Queued::tenant)
            .thenComparing(each -> each.file().name()));
    ObjectNode root = ViewJson.object();
    root.put("files", files);
    root.put("bytes", bytes);
    root.put("named", named.size());
    ArrayNode queue = root.putArray("queue");
    named.stream()
        .skip(call.number("offset", 0, Integer.MAX_VALUE))
        .limit(call.number("limit", USUAL_PAGE, LARGEST_PAGE))
        .forEach(
            each -> {
              ObjectNode node = queue.addObject();
              node.put("tenant", each.tenant());
              ViewJson.put(node, each.file());
            });
    return Answer.json(root);
  }
}
