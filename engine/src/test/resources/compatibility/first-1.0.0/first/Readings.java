package first;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.UnknownColumnException;
import io.mysimbdp.tenant.UnusableFileException;
import io.mysimbdp.tenant.WranglingApp;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** The convenience class: a record in, rows out. */
final class Readings extends WranglingApp {

  private static final Table READINGS = Table.of("readings", "sensor", "day", "value");

  private String unwanted = "";

  @Override
  protected void open(BatchContext context) throws Exception {
    super.open(context);
    unwanted = context.settings().getString("unwanted");
  }

  @Override
  public Outcome wrangle(InputRecord record) {
    String sensor = record.get("sensor");
    switch (sensor) {
      case "unusable" -> throw new UnusableFileException(record.file(), "it is not wanted");
      case "headless" -> throw new UnknownColumnException(record.file(), "it has no head");
      case "none" -> {
        return Outcome.reject("no sensor");
      }
      default -> {
        if (sensor.equals(unwanted)) {
          return same(Outcome.skip("unwanted"), new Outcome.Skip("unwanted"));
        }
      }
    }
    try {
      var row = READINGS.row(sensor, LocalDate.of(2026, 1, 2), new BigDecimal(record.get("value")));
      return same(Outcome.write(row), new Outcome.Write(List.of(row)));
    } catch (NumberFormatException e) {
      String reason = "value is '" + record.get("value") + "': expected a number";
      return same(Outcome.reject("value", reason), new Outcome.Reject("value", reason));
    }
  }

  /** Also uses what outcomes tell of themselves. */
  private static Outcome same(Outcome made, Outcome constructed) {
    boolean isSame =
        made.equals(constructed)
            && made.hashCode() == constructed.hashCode()
            && made.toString().equals(constructed.toString());
    if (made instanceof Outcome.Write a && constructed instanceof Outcome.Write b) {
      isSame &= a.rows().equals(b.rows());
    } else if (made instanceof Outcome.Reject a && constructed instanceof Outcome.Reject b) {
      isSame &= a.reason().equals(b.reason()) && Objects.equals(a.column(), b.column());
    } else if (made instanceof Outcome.Skip a && constructed instanceof Outcome.Skip b) {
      isSame &= a.reason().equals(b.reason());
    }
    return isSame ? made : Outcome.reject(made + " is not " + constructed);
  }
}
