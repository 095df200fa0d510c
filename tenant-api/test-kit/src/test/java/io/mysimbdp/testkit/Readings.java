package io.mysimbdp.testkit;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.WranglingApp;

/** An app with all that its JAR needs: service entry and schema. */
public final class Readings extends WranglingApp {

  private static final Table READINGS = Table.of("readings", "sensor", "value");

  @Override
  public Outcome wrangle(InputRecord record) {
    if (record.get("sensor").equals("none")) {
      return Outcome.skip("no sensor");
    }
    try {
      return Outcome.write(READINGS.row(record.get("sensor"), Double.valueOf(record.get("value"))));
    } catch (NumberFormatException e) {
      return Outcome.reject("value", "value is '" + record.get("value") + "'");
    }
  }
}
