package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.staging.StagingArea.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engine retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Puts files back into staging, to be run again by the next run: refused ones, and with"
          + " --reingest also those that are done.",
      "Files that have failed are still in staging and need no retry."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine retry tenants/toys/refused/toys_2026.csv",
      "  engine retry --reingest toys/toys_2025.csv toys/toys_2026.csv"
    })
final class RetryCommand extends LedgerCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Paths, or tenant/file, or names of files that one tenant has.")
  private List<String> files = List.of();

  @Option(
      names = "--reingest",
      description = "Also files that are done: their rows are written, and charged, once more.")
  private boolean reingest;

  RetryCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  ExitCode answer(LedgerAccess access) {
    Ledger ledger = access.ledger();
    Map<String, String> done = new LinkedHashMap<>();
    boolean all = true;
    for (String text : files) {
      FileName file = FileName.of(text, root(), access.installation(), spec());
      String what = retry(ledger, file);
      all &= what.startsWith("put back") || what.startsWith("it is in staging");
      done.put(file.tenant() + "/" + file.name(), what);
    }
    print(() -> text(done), () -> json(done));
    return all ? ExitCode.OK : ExitCode.TENANT_FAILED;
  }

  private String retry(Ledger ledger, FileName file) {
    if (file.isStaged()) {
      return "it is in staging already: the next run takes it";
    }
    if (file.isRefused()) {
      file.area().putBack(Part.REFUSED, file.name());
      return "put back from refused/";
    }
    if (!file.isDone()) {
      return "no folder of its tenant has it";
    }
    if (!reingest) {
      return "it is done; --reingest ingests it once more";
    }
    Optional<LedgerEntry> entry = ledger.find(file.tenant(), file.fingerprint(Part.DONE));
    if (entry.isPresent() && entry.get().state() == FileState.DONE) {
      ledger.reopen(entry.get());
    }
    file.area().putBack(Part.DONE, file.name());
    return "put back from done/";
  }

  private static String text(Map<String, String> done) {
    StringBuilder text = new StringBuilder();
    done.forEach((file, what) -> text.append(file).append(": ").append(what).append('\n'));
    return text.toString();
  }

  private static String json(Map<String, String> done) {
    ArrayNode all = Json.array();
    done.forEach((file, what) -> all.addObject().put("file", file).put("result", what));
    return Json.render(all);
  }
}
