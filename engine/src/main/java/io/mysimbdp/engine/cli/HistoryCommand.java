package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.report.TextTable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engine history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what became of each content that was ever run: its state, runs, counts and reasons, the"
          + " latest first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine history --since 24h",
      "  engine history --tenant toys --file toys_2026.csv --output json"
    })
final class HistoryCommand extends LedgerCommand {

  @Mixin private final FilesOption files = new FilesOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Print at most N files. Default: ${DEFAULT-VALUE}.")
  private int limit = 1_000;

  HistoryCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    List<LedgerEntry> entries =
        files
            .of(access, clock().instant())
            .sorted(Comparator.comparing(LedgerEntry::startedAt).reversed())
            .limit(limit)
            .toList();
    print(() -> text(entries), () -> json(entries));
    return ExitCode.OK;
  }

  private static String text(List<LedgerEntry> entries) {
    TextTable table =
        new TextTable(
            "STARTED",
            "TENANT",
            "FILE",
            "STATE",
            ">ATTEMPTS",
            ">RECORDS",
            ">ROWS",
            ">REJECTS",
            ">BYTES",
            ">SECONDS",
            "RUN",
            "REMARK");
    for (LedgerEntry entry : entries) {
      table.row(
          entry.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          entry.tenant(),
          entry.name(),
          entry.state().name().toLowerCase(Locale.ROOT),
          String.valueOf(entry.attempts()),
          Sizes.count(entry.counts().recordsRead()),
          Sizes.count(entry.counts().rowsWritten()),
          Sizes.count(entry.counts().rejects()),
          Sizes.bytes(entry.sizeBytes()),
          seconds(entry),
          entry.runId(),
          remark(entry));
    }
    return table.render();
  }

  private static String seconds(LedgerEntry entry) {
    return entry.finishedAt() == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%.1f",
            Duration.between(entry.startedAt(), entry.finishedAt()).toMillis() / 1000.0);
  }

  private static String remark(LedgerEntry entry) {
    if (entry.reason() != null) {
      return entry.reason();
    }
    if (entry.originRun() != null) {
      return "mended rejects of run " + entry.originRun();
    }
    return entry.firstError() == null ? "" : "first failed: " + entry.firstError();
  }

  private static String json(List<LedgerEntry> entries) {
    ArrayNode all = Json.array();
    for (LedgerEntry entry : entries) {
      all.add(LedgerJson.of(entry));
    }
    return Json.render(all);
  }
}
