package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** Renders what tenants have used, for scripts. Names of keys are stable. */
public final class JsonUsage {

  private static final int NANO_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;

  private JsonUsage() {}

  /** Returns the document, without a final line end. */
  public static String render(Period period, List<TenantUsage> all) {
    ObjectNode document = Json.object();
    document.put("from", period.from().toString());
    document.put("until", period.until().toString());
    ArrayNode tenants = document.putArray("tenants");
    all.forEach(each -> tenants.add(of(each)));
    TenantUsage.total(all).ifPresent(total -> document.set("total", of(total)));
    return Json.render(document);
  }

  static ObjectNode of(TenantUsage usage) {
    Charged charged = usage.chargedInAll();
    ObjectNode node = Json.object();
    node.put("tenant", usage.tenant());
    node.put("plan", usage.plan());
    node.put("runs", usage.runs());
    node.put("runs_charged", charged.runs());
    node.put("files_offered", usage.filesOffered());
    node.put("bytes_offered", usage.bytesOffered());
    node.put("files", charged.files());
    node.put("bytes", charged.bytes());
    node.put("records_read", usage.records());
    node.put("rows_written", charged.rows());
    node.put("rejects", usage.rejects());
    node.set("cpu_seconds", seconds(usage.cpuTime()));
    node.set("cpu_seconds_charged", seconds(charged.cpuTime()));
    node.set("wall_seconds", seconds(usage.wallTime()));
    node.put("stored_bytes", usage.storedBytes());
    ArrayNode plans = node.putArray("charged_by_plan");
    usage.charged().forEach(each -> plans.add(of(each)));
    return node;
  }

  private static ObjectNode of(Charged charged) {
    ObjectNode node = Json.object();
    node.put("plan", charged.plan());
    node.put("runs", charged.runs());
    node.put("files", charged.files());
    node.put("bytes", charged.bytes());
    node.put("rows_written", charged.rows());
    node.set("cpu_seconds", seconds(charged.cpuTime()));
    return node;
  }

  /** Returns seconds to the microsecond, without an exponent. */
  private static DecimalNode seconds(Duration time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.toNanos(), NANO_DIGITS)
            .setScale(MICRO_DIGITS, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return DecimalNode.valueOf(seconds.scale() < 0 ? seconds.setScale(0) : seconds);
  }
}
