package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.RateText;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.report.TextTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code engine tenant limit}. */
@Command(
    name = "limit",
    mixinStandardHelpOptions = true,
    description = {
      "Limits how fast a tenant may be served, beside what its profile says: the lower value holds.",
      "A running service follows within seconds. \"unlimited\" takes the limit away."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine tenant limit toys --rows-per-second 500 --bytes-per-second \"1 MiB\"",
      "  engine tenant limit toys --rows-per-second unlimited"
    })
final class TenantLimitCommand extends TenantControlCommand {

  @Option(
      names = "--rows-per-second",
      paramLabel = "N|unlimited",
      converter = RowsConverter.class,
      description = "The most rows a second. Default: as it is.")
  private @Nullable Long rows;

  @Option(
      names = "--bytes-per-second",
      paramLabel = "SIZE|unlimited",
      converter = BytesConverter.class,
      description = "The most bytes of staged files a second, as in 1 MiB. Default: as it is.")
  private @Nullable Long bytes;

  TenantLimitCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  void check() {
    if (rows == null && bytes == null) {
      throw new ParameterException(
          spec().commandLine(), "Expected --rows-per-second, --bytes-per-second, or both");
    }
  }

  @Override
  ExitCode change(Ledger ledger, Installation installation, String tenant) {
    Rates before = ledger.control(tenant).rates();
    Rates now =
        ledger
            .limit(
                tenant,
                new Rates(
                    rows == null ? before.rowsPerSecond() : rows,
                    bytes == null ? before.bytesPerSecond() : bytes))
            .rates();
    TenantProfile profile = TenantChoice.registration(installation, tenant).profile();
    Rates own = profile == null ? Rates.UNLIMITED : profile.limits().rates();
    Rates inForce = own.and(now);
    TextTable table = new TextTable("LIMIT", ">BEFORE", ">NOW", ">PROFILE", ">IN FORCE");
    table.row(
        "rows-per-second",
        rows(before.rowsPerSecond()),
        rows(now.rowsPerSecond()),
        rows(own.rowsPerSecond()),
        rows(inForce.rowsPerSecond()));
    table.row(
        "bytes-per-second",
        RateText.ofBytes(before.bytesPerSecond()),
        RateText.ofBytes(now.bytesPerSecond()),
        RateText.ofBytes(own.bytesPerSecond()),
        RateText.ofBytes(inForce.bytesPerSecond()));
    console().out().print(table.render());
    return ExitCode.OK;
  }

  static String rows(long rate) {
    return rate == Limits.UNLIMITED ? "unlimited" : Sizes.count(rate);
  }

  /** Reads rows a second. */
  static final class RowsConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return RateText.rows(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads bytes a second. */
  static final class BytesConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return RateText.bytes(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
