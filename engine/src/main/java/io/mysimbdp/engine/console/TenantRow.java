package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.schedule.TenantView;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tenant in the list of all.
 *
 * @param view how it stands; null: it is not served
 * @param reason why it is as it is, in a sentence; null: for no reason worth telling
 */
record TenantRow(
    String tenant,
    TenantState state,
    @Nullable TenantView view,
    LiveRates.Now rates,
    @Nullable String reason) {

  /** Makes the row of a tenant that is served. */
  static TenantRow of(TenantView view, LiveRates.Now rates) {
    TenantState state = TenantState.of(view);
    String trouble = view.tally().trouble();
    TenantView.Hold hold = view.hold();
    String reason = hold == null ? null : hold.reason();
    return new TenantRow(
        view.tenant(), state, view, rates, state == TenantState.TROUBLE ? trouble : reason);
  }

  /** Makes the row of a tenant that is registered, but not served. */
  static TenantRow unservable(String tenant, String reason) {
    return new TenantRow(tenant, TenantState.UNSERVABLE, null, LiveRates.Now.NOTHING, reason);
  }

  /** Tells whether it belongs to what was searched for, in whatever case. */
  boolean matches(String filter) {
    String wanted = filter.strip().toLowerCase(Locale.ROOT);
    String plan = view == null || view.plan() == null ? "" : view.plan();
    return tenant.contains(wanted)
        || plan.toLowerCase(Locale.ROOT).equals(wanted)
        || state.word().startsWith(wanted);
  }

  /** Returns the order by a column; by the name, where there is no such column. */
  static Comparator<TenantRow> by(String column) {
    Comparator<TenantRow> order =
        switch (column) {
          case "state" -> Comparator.comparing(TenantRow::state);
          case "files" -> Comparator.comparingLong(row -> row.waitingFiles());
          case "bytes" -> Comparator.comparingLong(row -> row.waitingBytes());
          case "rows_per_second" -> Comparator.comparingDouble(row -> row.rates.rows());
          case "bytes_per_second" -> Comparator.comparingDouble(row -> row.rates.bytes());
          case "done" -> Comparator.comparingLong(row -> row.tally().done());
          case "failures" -> Comparator.comparingLong(row -> row.tally().failures());
          case "quota" ->
              Comparator.comparingDouble(row -> row.tightest().map(TenantRow::share).orElse(-1.0));
          default -> Comparator.comparing(TenantRow::tenant);
        };
    return order;
  }

  private long waitingFiles() {
    return view == null ? 0 : view.waiting().count();
  }

  private long waitingBytes() {
    return view == null ? 0 : view.waiting().bytes();
  }

  private ServiceTally tally() {
    return view == null ? ServiceTally.none(tenant) : view.tally();
  }

  /** Returns the quota of which the largest part is used. */
  private Optional<TenantUse.Amount> tightest() {
    return view == null
        ? Optional.empty()
        : view.quotas().stream().max(Comparator.comparingDouble(TenantRow::share));
  }

  private static double share(TenantUse.Amount amount) {
    return amount.limit() == 0 ? 1 : (double) amount.used() / amount.limit();
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("tenant", tenant);
    node.put("state", state.word());
    node.put("reason", reason);
    node.put("plan", view == null ? null : view.plan());
    TenantView.Hold hold = view == null ? null : view.hold();
    node.put("until", hold == null ? null : ViewJson.time(hold.until()));
    node.put("running", view == null ? 0 : view.running());
    node.put("rows_per_second", ViewJson.rate(rates.rows()));
    node.put("bytes_per_second", ViewJson.rate(rates.bytes()));
    if (view != null) {
      ViewJson.put(node.putObject("waiting"), view.waiting());
    }
    ViewJson.put(node.putObject("since_start"), tally());
    ObjectNode quota = node.putObject("tightest_quota");
    tightest().ifPresent(amount -> ViewJson.put(quota, amount));
    if (quota.isEmpty()) {
      node.putNull("tightest_quota");
    }
    return node;
  }
}
