package io.mysimbdp.engine.report;

import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Renders what tenants have used, for people. */
public final class TextUsage {

  private TextUsage() {}

  /** Returns the text, with a final line end. */
  public static String render(List<TenantUsage> all) {
    TextTable table =
        new TextTable(
            "TENANT",
            "PLAN",
            ">RUNS",
            ">CHARGED",
            ">OFFERED",
            ">FILES",
            ">BYTES",
            ">RECORDS",
            ">ROWS",
            ">REJECTS",
            ">CPU SECONDS",
            ">CPU CHARGED",
            ">STORED");
    all.forEach(each -> add(table, each));
    if (all.size() > 1) {
      TenantUsage.total(all).ifPresent(total -> add(table, total));
    }
    return table.render();
  }

  private static void add(TextTable table, TenantUsage usage) {
    Charged charged = usage.chargedInAll();
    Long stored = usage.storedBytes();
    table.row(
        usage.tenant(),
        Objects.requireNonNullElse(usage.plan(), ""),
        Sizes.count(usage.runs()),
        Sizes.count(charged.runs()),
        Sizes.bytes(usage.bytesOffered()),
        Sizes.count(charged.files()),
        Sizes.bytes(charged.bytes()),
        Sizes.count(usage.records()),
        Sizes.count(charged.rows()),
        Sizes.count(usage.rejects()),
        seconds(usage.cpuTime()),
        seconds(charged.cpuTime()),
        stored == null ? "unknown" : "~" + Sizes.bytes(stored));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%,.1f", time.toMillis() / 1000.0);
  }
}
