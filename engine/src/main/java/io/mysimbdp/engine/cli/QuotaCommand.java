package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.admission.TenantUse.QuotaState;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code engine quota}. */
@Command(
    name = "quota",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what each tenant has used of its quotas, what remains, and when all of it is there again"
          + " if nothing more is used.",
      "Only quotas that are limited are listed. Only files that were ingested count."
    },
    footerHeading = "%nExample:%n",
    footer = "  engine quota --tenant toys")
final class QuotaCommand extends LedgerCommand {

  QuotaCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    Ledger ledger = access.ledger();
    Map<String, List<QuotaState>> states = new LinkedHashMap<>();
    Instant now = clock().instant();
    for (String tenant : access.tenants()) {
      Limits limits =
          TenantChoice.registration(access.installation(), tenant).requireProfile().limits();
      TenantUse use = new TenantUse(limits, ledger.charges(tenant, now.minus(TenantUse.LONGEST)));
      states.put(tenant, use.states(now));
    }
    print(() -> text(states), () -> json(states));
    return ExitCode.OK;
  }

  private static String text(Map<String, List<QuotaState>> states) {
    TextTable table =
        new TextTable("TENANT", "WINDOW", ">LIMIT", ">USED", ">REMAINS", "ALL OF IT AGAIN");
    states.forEach(
        (tenant, quotas) -> {
          for (QuotaState quota : quotas) {
            table.row(
                tenant,
                quota.window(),
                quota.measure().amount(quota.limit()),
                quota.measure().amount(quota.used()),
                quota.measure().amount(quota.remains()),
                quota
                    .wholeAt()
                    .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse(""));
          }
          if (quotas.isEmpty()) {
            table.row(tenant, "none is limited", "", "", "", "");
          }
        });
    return table.render();
  }

  private static String json(Map<String, List<QuotaState>> states) {
    ArrayNode all = Json.array();
    states.forEach(
        (tenant, quotas) ->
            quotas.forEach(
                quota ->
                    all.addObject()
                        .put("tenant", tenant)
                        .put("window", quota.window())
                        .put("unit", quota.measure().name().toLowerCase(Locale.ROOT))
                        .put("limit", quota.limit())
                        .put("used", quota.used())
                        .put("remains", quota.remains())
                        .put("whole_at", quota.wholeAt().map(Instant::toString).orElse(null))));
    return Json.render(all);
  }
}
