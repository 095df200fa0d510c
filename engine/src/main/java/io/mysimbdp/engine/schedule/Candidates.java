package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.Exit;
import io.mysimbdp.engine.worker.StopSignal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which files of a batch are to be run: those that can be read, and whose content is
 * neither done nor being run. Until this is closed, nobody else runs the same content. Used once,
 * by one thread.
 */
final class Candidates implements AutoCloseable {

  private final Batch batch;
  private final Ledger ledger;
  private final Fingerprinter fingerprinter;
  private final StopSignal stop;
  private final PassListener listener;
  private final Crew crew;
  private final Exit exit;
  private final Set<String> underWay;
  private final List<FileOutcome> outcomes;
  private final List<WaitingFile> setBack;
  // By content, in the order of arrival; those of them that are ours to run.
  private final Map<String, List<RunFile>> byContent = new LinkedHashMap<>();

  /**
   * Makes the candidates of a batch.
   *
   * @param exit takes those away that are done
   * @param underWay tenant and content of the files that are being run, of all batches
   * @param outcomes takes what becomes of those that are not run
   * @param setBack takes those that are to be run another time
   */
  Candidates(
      Batch batch,
      Ledger ledger,
      Fingerprinter fingerprinter,
      StopSignal stop,
      PassListener listener,
      Crew crew,
      Exit exit,
      Set<String> underWay,
      List<FileOutcome> outcomes,
      List<WaitingFile> setBack) {
    this.batch = batch;
    this.ledger = ledger;
    this.fingerprinter = fingerprinter;
    this.stop = stop;
    this.listener = listener;
    this.crew = crew;
    this.exit = exit;
    this.underWay = underWay;
    this.outcomes = outcomes;
    this.setBack = setBack;
  }

  /** Returns the files that are to be run, with what the ledger knows of them. */
  Map<RunFile, Optional<LedgerEntry>> admit() {
    batch.files().forEach(this::fingerprint);
    Map<String, Optional<LedgerEntry>> known = new LinkedHashMap<>();
    crew.each(
        List.copyOf(byContent.keySet()),
        sha256 -> Map.entry(sha256, ledger.findIfKnown(batch.tenant().id(), sha256)),
        found -> known.put(found.getKey(), found.getValue()));
    Map<RunFile, Optional<LedgerEntry>> files = new LinkedHashMap<>();
    List<Duplicate> duplicates = new ArrayList<>();
    known.forEach(
        (sha256, entry) -> {
          List<RunFile> same = byContent.getOrDefault(sha256, List.of());
          if (entry.isPresent() && entry.get().state() == FileState.DONE) {
            same.forEach(file -> duplicates.add(new Duplicate(file, entry.get())));
            letGo(sha256);
          } else {
            files.put(resumed(batch.tenant(), same.get(0), entry), entry);
            // To be found duplicates of the first one, once that is done.
            same.stream().skip(1).forEach(file -> setBack.add(batch.file(file.name())));
          }
        });
    crew.each(duplicates, this::leave, this::add);
    return files;
  }

  private record Duplicate(RunFile file, LedgerEntry known) {}

  private void fingerprint(WaitingFile file) {
    if (stop.isTripped()) {
      setBack.add(file);
      return;
    }
    Fingerprinter.Result result = fingerprinter.fingerprint(batch.tenant(), file);
    if (result instanceof Fingerprinter.Ended ended) {
      add(ended.outcome());
    } else if (result instanceof Fingerprinter.Stopped) {
      setBack.add(file);
    } else if (result instanceof Fingerprinter.Known known) {
      String sha256 = known.file().sha256();
      if (byContent.containsKey(sha256) || underWay.add(key(sha256))) {
        byContent.computeIfAbsent(sha256, any -> new ArrayList<>()).add(known.file());
      } else {
        setBack.add(file);
      }
    }
  }

  /**
   * A file goes on where a run before has come to, if all is as it was then: another app, another
   * dialect or other settings could make other rows of the records before.
   */
  private static RunFile resumed(Tenant tenant, RunFile file, Optional<LedgerEntry> known) {
    return known
        .filter(entry -> entry.position() != null)
        .filter(entry -> entry.pluginSha256().equals(tenant.plugin().sha256()))
        .filter(entry -> entry.profileSha256().equals(tenant.profileSha256()))
        .map(
            entry ->
                new RunFile(
                    file.name(),
                    file.path(),
                    file.sha256(),
                    file.stamp(),
                    entry.position(),
                    entry.rejectsPath()))
        .orElse(file);
  }

  private FileOutcome leave(Duplicate duplicate) {
    RunFile file = duplicate.file();
    LedgerEntry known = duplicate.known();
    // The engine may have died between the commit and the charge, or in the middle of the charge.
    if (!ledger.isSettled(known)) {
      ledger.charge(known);
    }
    try {
      exit.done(file.location(), file.stamp());
    } catch (EngineException e) {
      return FileOutcome.failed(file.name(), e.getMessage());
    }
    ledger.duplicate(batch.tenant().id(), file.name(), file.sizeBytes());
    Instant when = known.finishedAt() == null ? known.startedAt() : known.finishedAt();
    String name = known.name().equals(file.name()) ? "this file" : known.name();
    return new FileOutcome(
        file.name(),
        FileOutcome.State.DUPLICATE,
        Counts.ZERO,
        "the same content was ingested as "
            + name
            + " at "
            + when.truncatedTo(ChronoUnit.SECONDS)
            + " by run "
            + known.runId());
  }

  private void add(FileOutcome outcome) {
    listener.judged(batch.tenant().id(), outcome);
    outcomes.add(outcome);
  }

  private String key(String sha256) {
    return batch.tenant().id() + "/" + sha256;
  }

  private void letGo(String sha256) {
    byContent.remove(sha256);
    underWay.remove(key(sha256));
  }

  /** Lets others run these contents. */
  @Override
  public void close() {
    List.copyOf(byContent.keySet()).forEach(this::letGo);
  }
}
