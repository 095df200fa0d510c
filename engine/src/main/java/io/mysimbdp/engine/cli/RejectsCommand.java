package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.quarantine.RejectDigest;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.Sizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engine rejects}. */
@Command(
    name = "rejects",
    mixinStandardHelpOptions = true,
    description = {
      "Prints why records were rejected: for each file the kinds of faults, the most frequent first,"
          + " with one example each.",
      "Beside each log lies a file with the rejected records as they stood in the file: mend it and"
          + " stage it again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine rejects --since 24h",
      "  engine rejects --tenant toys --file toys_2026.csv --output json"
    })
final class RejectsCommand extends LedgerCommand {

  @Mixin private final FilesOption files = new FilesOption();

  @Option(names = "--run", paramLabel = "ID", description = "Only those of this run.")
  private @Nullable String run;

  RejectsCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    Map<LedgerEntry, List<RejectDigest.Kind>> digests = new LinkedHashMap<>();
    for (LedgerEntry entry : files.of(access, clock().instant()).toList()) {
      String log = entry.rejectsPath();
      boolean isWanted = run == null || entry.runId().equals(run);
      if (isWanted && log != null && Files.exists(Path.of(log))) {
        digests.put(entry, RejectDigest.of(Path.of(log)));
      }
    }
    print(() -> text(digests), () -> json(digests));
    return ExitCode.OK;
  }

  private static String text(Map<LedgerEntry, List<RejectDigest.Kind>> digests) {
    StringBuilder text = new StringBuilder();
    digests.forEach(
        (entry, kinds) -> {
          text.append(entry.tenant()).append('/').append(entry.name()).append(": ");
          text.append(
              Sizes.counted(kinds.stream().mapToLong(RejectDigest.Kind::count).sum(), "reject"));
          text.append(", run ").append(entry.runId()).append('\n');
          for (RejectDigest.Kind kind : kinds) {
            text.append(String.format("%8s  %s", Sizes.count(kind.count()), kind.rule()));
            text.append(kind.column() == null ? "" : " in " + kind.column());
            text.append(", line ").append(kind.line()).append(": ").append(kind.message());
            text.append('\n');
          }
          text.append("          ").append(entry.rejectsPath()).append('\n');
        });
    return digests.isEmpty() ? "No rejects.\n" : text.toString();
  }

  private static String json(Map<LedgerEntry, List<RejectDigest.Kind>> digests) {
    ArrayNode all = Json.array();
    digests.forEach(
        (entry, kinds) -> {
          ObjectNode node = all.addObject();
          node.put("tenant", entry.tenant());
          node.put("file", entry.name());
          node.put("run", entry.runId());
          node.put("rejects_log", entry.rejectsPath());
          ArrayNode list = node.putArray("kinds");
          for (RejectDigest.Kind kind : kinds) {
            list.addObject()
                .put("rule", kind.rule())
                .put("column", kind.column())
                .put("count", kind.count())
                .put("line", kind.line())
                .put("message", kind.message());
          }
        });
    return Json.render(all);
  }
}
