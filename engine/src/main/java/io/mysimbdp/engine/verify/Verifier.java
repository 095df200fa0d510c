package io.mysimbdp.engine.verify;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.quarantine.RejectDigest;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.run.VerificationOrder;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.StagingArea.Part;
import io.mysimbdp.engine.verify.Verified.State;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import io.mysimbdp.engine.write.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies finished files, one at a time. Writes nothing. Safe for several threads.
 *
 * <p>The app of the tenant is called once more with the file, under the limits of its profile; what
 * it hands over is compared instead of written. So an app that writes through its session cannot be
 * verified, nor can a file that was run by another version of the app.
 */
public final class Verifier {

  private final Ledger ledger;
  private final Worker worker;
  private final StopSignal stop;
  private final InstantSource clock;
  private final Supplier<String> runIds;
  private final SampleSize sample;

  /**
   * Makes a verifier.
   *
   * @param stop ends a verification early
   * @param runIds gives each call of an app its id
   */
  public Verifier(
      Ledger ledger,
      Worker worker,
      StopSignal stop,
      InstantSource clock,
      Supplier<String> runIds,
      SampleSize sample) {
    this.ledger = ledger;
    this.worker = worker;
    this.stop = stop;
    this.clock = clock;
    this.runIds = runIds;
    this.sample = sample;
  }

  /** Verifies a file that the ledger says is done. */
  public Verified verify(Tenant tenant, LedgerEntry entry) {
    if (entry.state() != FileState.DONE) {
      return Verified.notVerifiable(entry, "the ledger does not say that it is done");
    }
    if (!entry.pluginSha256().equals(tenant.plugin().sha256())) {
      return Verified.notVerifiable(
          entry,
          "it was run by version "
              + entry.pluginVersion()
              + " of the app, and another JAR (version "
              + tenant.plugin().version()
              + ") is there now");
    }
    try {
      Optional<Location> location = FinishedFile.find(tenant.staging(), entry);
      if (location.isEmpty()) {
        return Verified.notVerifiable(
            entry,
            "the file is no longer in "
                + tenant.staging().locate(Part.DONE, "")
                + "; see retention.done");
      }
      return compare(tenant, entry, location.get());
    } catch (EngineException e) {
      return Verified.notVerifiable(entry, e.getMessage());
    } catch (IOException e) {
      return Verified.notVerifiable(entry, "the file cannot be read: " + e);
    }
  }

  private Verified compare(Tenant tenant, LedgerEntry entry, Location location) throws IOException {
    Run run =
        new Run(
            runIds.get(),
            tenant.profile(),
            tenant.plugin(),
            tenant.folder().root().toString(),
            List.of(
                new RunFile(
                    entry.name(),
                    location.toString(),
                    entry.contentSha256(),
                    tenant.staging().files().stamp(location))),
            clock.instant(),
            entry.lastWriteMicros(),
            new VerificationOrder(
                sample.shareOf(entry.counts().rowsWritten()),
                entry.lastWriteMicros(),
                refusedLines(entry)));
    RunResult result = worker.execute(run, stop, new RunCounters());
    FileResult file = result.files().get(0);
    Comparison comparison = result.comparison();
    if (file.state() != FileResult.State.DONE || comparison == null) {
      return Verified.notVerifiable(entry, String.valueOf(file.reason()));
    }
    List<String> findings = findings(entry, file.counts(), comparison);
    return new Verified(
        entry, findings.isEmpty() ? State.AS_RECORDED : State.DIFFERENT, comparison, findings);
  }

  private List<String> findings(LedgerEntry entry, Counts made, Comparison comparison) {
    List<String> findings = new ArrayList<>();
    if (!comparison.isEqual()) {
      findings.add(
          comparison.missing()
              + (comparison.missing() == 1 ? " row is" : " rows are")
              + " missing and "
              + comparison.different()
              + (comparison.different() == 1 ? " is" : " are")
              + " different, of "
              + comparison.compared()
              + " compared: "
              + String.join("; ", comparison.examples()));
    }
    Counts said = entry.counts();
    addDifference(findings, "records", said.recordsRead(), made.recordsRead());
    addDifference(findings, "rows", said.rowsWritten(), made.rowsWritten());
    addDifference(findings, "rejects", said.rejects(), made.rejects());
    addDifference(findings, "skipped records", said.skipped(), made.skipped());
    if (!ledger.isCharged(entry)) {
      findings.add(
          "the tenant is not charged for it; the next run does that if it finds it staged");
    }
    return findings;
  }

  private static void addDifference(List<String> findings, String what, long said, long made) {
    if (said != made) {
      findings.add("the ledger says " + said + " " + what + ", the app makes " + made);
    }
  }

  /** Rows that Cassandra itself has refused are not there, rightly. */
  private static Set<Long> refusedLines(LedgerEntry entry) {
    @Nullable String log = entry.rejectsPath();
    return log == null || !Files.exists(Path.of(log))
        ? Set.of()
        : RejectDigest.refusedByCassandra(Path.of(log));
  }
}
