package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.metering.DoneFile;
import io.mysimbdp.engine.run.DurablePosition;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in the platform's keyspace. Safe for several threads.
 *
 * <p>Every call reaches Cassandra before it returns; a call that cannot, after several attempts,
 * throws {@link io.mysimbdp.engine.failure.EngineException} with owner resources. Whatever changes
 * the state of a file is a lightweight transaction under a {@link Lease}: when another engine has
 * taken over meanwhile, it throws LEASE_LOST and nothing is changed.
 */
public final class Ledger {

  /** Whoever audits asks for files that became done; they are indexed by when they came. */
  private static final Duration LONGEST_WAY = Duration.ofDays(365);

  /** The clocks of two engines differ by less than this. */
  private static final Duration CLOCKS_APART = Duration.ofDays(1);

  private final Durable durable;
  private final String engineId;
  private final InstantSource clock;
  private final FileTable files;
  private final FileIndex index;
  private final DecisionTable decisions;
  private final UsageTable usage;
  private final EndedFileTable ended;
  private final TenantPlans plans;
  private final UsageRecords records;
  private final Leases leases;
  private final ControlTable controls;

  private Ledger(
      Durable durable, String keyspace, String engineId, Duration lease, InstantSource clock) {
    this.durable = durable;
    this.engineId = engineId;
    this.clock = clock;
    this.files = new FileTable(durable, keyspace, engineId);
    this.index = new FileIndex(durable, keyspace);
    this.decisions = new DecisionTable(durable.session(), keyspace);
    this.usage = new UsageTable(durable, keyspace);
    this.ended = new EndedFileTable(durable, keyspace);
    this.leases = new Leases(durable.ofLeases(), keyspace, engineId, lease);
    this.plans = new TenantPlans(durable, keyspace, clock);
    this.records = new UsageRecords(durable, keyspace, usage, plans);
    this.controls = new ControlTable(durable, keyspace, clock);
  }

  /**
   * Opens the ledger; the tables are those of {@link #schema()}, which must be there.
   *
   * @param engineId names this engine among all, and no other process ever
   * @param lease how long a lease lasts that is not renewed, in whole seconds
   */
  public static Ledger open(
      Durable durable, String keyspace, String engineId, Duration lease, InstantSource clock) {
    return durable.again(
        () ->
            new Ledger(
                durable,
                CqlIdentifier.fromInternal(keyspace).asCql(false),
                engineId,
                lease,
                clock));
  }

  /** Returns the declaration of the ledger's tables. */
  public static String schema() {
    return FileTable.SCHEMA
        + FileIndex.SCHEMA
        + DecisionTable.SCHEMA
        + UsageTable.SCHEMA
        + EndedFileTable.SCHEMA
        + EndedTenants.SCHEMA
        + TenantPlans.SCHEMA
        + UsageRecords.SCHEMA
        + Leases.SCHEMA
        + ControlTable.SCHEMA;
  }

  /** Returns the leases of the tenants. */
  public Leases leases() {
    return leases;
  }

  /** Returns the usage records of all runs. */
  public UsageRecords usage() {
    return records;
  }

  /** Returns which plans the tenants were on. */
  public TenantPlans plans() {
    return plans;
  }

  /** Returns the name of this engine, as it stands in what it writes. */
  public String engineId() {
    return engineId;
  }

  /** Returns what is known of a content, if anything. */
  public Optional<LedgerEntry> find(String tenant, String contentSha256) {
    return files.find(tenant, contentSha256);
  }

  /**
   * Like {@link #find}, and faster for a content that is new. It may be called new as well when a
   * run has tried to begin it and was not told how that ended; {@link #begin} takes that over.
   */
  public Optional<LedgerEntry> findIfKnown(String tenant, String contentSha256) {
    return files.findIfKnown(tenant, contentSha256);
  }

  /**
   * Notes that a file was admitted and that a run begins to write it; must return before the first
   * row is written.
   *
   * @param known what {@link #find} or {@link #findIfKnown} has said; its position is kept if the
   *     run resumes there
   * @param originRun the run whose mended rejects the file holds; null: it holds none
   */
  public void begin(
      Lease lease, Run run, RunFile file, Optional<LedgerEntry> known, @Nullable String originRun) {
    Instant now = clock.instant();
    Instant firstSeen = files.begin(lease, run, file, known, originRun, now);
    String tenant = run.profile().id();
    durable.execute(
        Durable.together(
            index.bound(tenant, file.sha256(), firstSeen, file.name()),
            decisions.bound(tenant, new Judged(file.name(), Decision.ADMITTED), now)));
  }

  /** Notes how far the records of a running file are durable. */
  public void advance(
      Lease lease, Run run, RunFile file, DurablePosition position, long lastWriteMicros) {
    files.advance(lease, run, file, position, lastWriteMicros);
  }

  /**
   * Notes how a run ended for a file that is not done.
   *
   * @param lastWriteMicros the write time of the last row of the run, in microseconds since 1970
   */
  public void finish(
      Lease lease,
      Run run,
      RunFile file,
      FileState state,
      FileResult result,
      long lastWriteMicros) {
    if (state == FileState.DONE || !FileState.RUNNING.mayBecome(state)) {
      throw new IllegalArgumentException("Not an end of a run that failed: " + state);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    files.finish(lease, run, file, state, result, lastWriteMicros, now);
    // An engine that dies here leaves the file in staging, to end once more.
    durable.execute(ended.adding(EndedFile.of(run, file, result, now)));
  }

  /**
   * Notes that a file is done, for which every row must have been acknowledged. To be followed by
   * {@link #charge}; when that does not come about, whoever finds the file still in staging repairs
   * it.
   *
   * @param lastWriteMicros the write time of the last row of the run, in microseconds since 1970
   * @return when it was done, which is the time to charge it for
   */
  public Instant done(Lease lease, Run run, RunFile file, FileResult result, long lastWriteMicros) {
    // Cassandra keeps milliseconds; what is charged in memory must be what will be read again.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    files.finish(lease, run, file, FileState.DONE, result, lastWriteMicros, now);
    return now;
  }

  /**
   * Charges a tenant for a file that is done, and notes that it has ended. Charging it again
   * changes nothing.
   *
   * @param doneAt what {@link #done} has returned
   */
  public Charge charge(Run run, RunFile file, FileResult result, Instant doneAt) {
    return charge(file.sha256(), EndedFile.of(run, file, result, doneAt));
  }

  private Charge charge(String contentSha256, EndedFile done) {
    Charge charge = new Charge(done.endedAt(), 1, done.sizeBytes(), done.counts().rowsWritten());
    durable.execute(
        Durable.together(
            usage.bound(
                done.tenant(),
                contentSha256,
                Objects.requireNonNull(done.runId()),
                charge,
                done.counts()),
            ended.adding(done)));
    return charge;
  }

  /** Tells whether a tenant has been charged for a file that is done, and for just what it is. */
  public boolean isCharged(LedgerEntry done) {
    return usage.isCharged(done);
  }

  /**
   * Tells whether a tenant has been charged for a file that is done, and its end is noted. The two
   * are sent together and may lie on different nodes: an engine and a server that die meanwhile can
   * leave either without the other.
   */
  public boolean isSettled(LedgerEntry done) {
    return isCharged(done) && ended.isNoted(EndedFile.of(done));
  }

  /**
   * Charges a tenant for a file that is done, and notes its end, by what the ledger says of it. To
   * do so again changes nothing.
   */
  public Charge charge(LedgerEntry done) {
    return charge(done.contentSha256(), EndedFile.of(done));
  }

  /**
   * Charges a tenant for what an engine has brought to its end and died before charging. A file
   * that lies in staging still is charged when it is found there; this is for the others, that
   * their tenant has taken back meanwhile.
   *
   * @param engineId the engine that is dead
   * @param since when those files were run first, at the earliest
   */
  public void chargeMissing(String tenant, String engineId, Instant since) {
    files(tenant, since).stream()
        .filter(entry -> entry.state() == FileState.DONE && entry.engineId().equals(engineId))
        .filter(entry -> !isSettled(entry))
        .forEach(this::charge);
  }

  /** Lets a file that is done be ingested again; does nothing when it is not done. */
  public boolean reopen(LedgerEntry done) {
    return done.state().mayBecome(FileState.REOPENED) && files.reopen(done);
  }

  /**
   * Returns what is known of the files of a tenant that were first run since a time, the newest
   * first.
   */
  public List<LedgerEntry> files(String tenant, Instant since) {
    List<LedgerEntry> found = new ArrayList<>();
    files.forEach(
        tenant, index.contents(tenant, since, clock.instant().plus(CLOCKS_APART)), found::add);
    return found;
  }

  /**
   * Returns the contents of a tenant that became done in a period, and still are; those that were
   * first run more than a year before are left out.
   */
  public List<DoneFile> doneFiles(String tenant, Period period) {
    List<DoneFile> done = new ArrayList<>();
    files.forEach(
        tenant,
        index.contents(tenant, period.from().minus(LONGEST_WAY), period.until().plus(CLOCKS_APART)),
        entry -> {
          if (entry.state() == FileState.DONE && period.contains(entry.doneAt())) {
            done.add(
                new DoneFile(
                    entry.contentSha256(),
                    entry.name(),
                    entry.runId(),
                    entry.doneAt(),
                    entry.sizeBytes(),
                    entry.counts().rowsWritten()));
          }
        });
    return done;
  }

  /**
   * Returns the runs of a tenant that began before a time and have not ended, with the files that
   * they have not brought to their ends; those of an engine that died are among them until another
   * one takes the files up.
   */
  public Set<String> openRuns(String tenant, Instant begunBefore) {
    Set<String> open = new TreeSet<>();
    files.forEach(
        tenant,
        index.contents(tenant, begunBefore.minus(LONGEST_WAY), begunBefore.plus(CLOCKS_APART)),
        entry -> {
          if (entry.state() == FileState.RUNNING && entry.startedAt().isBefore(begunBefore)) {
            open.add(entry.runId());
          }
        });
    return open;
  }

  /**
   * Keeps decisions on staged files of a tenant, for 90 days; and for good, that files have left
   * staging by them.
   */
  public void keep(String tenant, List<Judged> judged) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<EndedFile> left = new ArrayList<>();
    for (Judged each : judged) {
      Long leftBytes = each.leftBytes();
      if (leftBytes != null && each.decision() instanceof Decision.Refused refused) {
        left.add(
            EndedFile.withoutRun(
                tenant,
                each.fileName(),
                now,
                EndedFile.End.REFUSED,
                leftBytes,
                refused.rule(),
                refused.reason()));
      }
    }
    durable.again(
        () -> {
          decisions.write(tenant, judged, now);
          return judged;
        });
    ended.write(left);
  }

  /** Notes that a file has left staging as the duplicate of one that is done. */
  public void duplicate(String tenant, String fileName, long sizeBytes) {
    durable.execute(
        ended.adding(
            EndedFile.withoutRun(
                tenant,
                fileName,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                EndedFile.End.DUPLICATE,
                sizeBytes,
                null,
                null)));
  }

  /**
   * Looks up which tenants have files that have come to an end within a time.
   *
   * @param until not a part of it
   */
  public EndedFiles endedFiles(Instant from, Instant until) {
    Instant latest = clock.instant().plus(CLOCKS_APART);
    return EndedFiles.within(ended, from, until.isBefore(latest) ? until : latest);
  }

  /** Returns the latest decisions on a file of this name, the newest first. */
  public List<FileDecision> decisions(String tenant, String fileName, int most) {
    return durable.again(() -> decisions.read(tenant, fileName, most));
  }

  /** Returns what a tenant has used up since a time, in no particular order. */
  public List<Charge> charges(String tenant, Instant since) {
    return usage.read(tenant, since, clock.instant());
  }

  /** Returns what was said about a tenant; {@link TenantControl#none} when nothing was. */
  public TenantControl control(String tenant) {
    return controls.read(tenant);
  }

  /**
   * Returns what was said about tenants, by id and with one query; tenants that nothing was said
   * about are not in it. Also of tenants that are not registered any more.
   */
  public Map<String, TenantControl> controls() {
    return controls.readAll();
  }

  /**
   * Suspends a tenant: batches that run are finished, no further one begins. A circuit breaker
   * leaves the suspension of an operator as it is, for that one has another reason.
   *
   * @param reason why; shortened to 500 characters; null: no reason is given
   * @return what holds now
   */
  public TenantControl suspend(String tenant, TenantControl.By by, @Nullable String reason) {
    // Of one time whatever is sent again.
    TenantControl.Suspension suspension =
        new TenantControl.Suspension(
            clock.instant().truncatedTo(ChronoUnit.MILLIS), by, Remark.of(reason));
    return controls.change(
        tenant,
        known ->
            by == TenantControl.By.CIRCUIT_BREAKER
                    && known.suspension() != null
                    && known.suspension().by() == TenantControl.By.OPERATOR
                ? known
                : known.suspended(suspension));
  }

  /**
   * Lets a tenant be served again, whoever has suspended it, and forgets its failed runs. Does
   * nothing when nothing was said about it.
   *
   * @return what holds now
   */
  public TenantControl resume(String tenant) {
    return controls.change(tenant, TenantControl::resumed);
  }

  /**
   * Limits a tenant beside what its profile says: the lower value holds.
   *
   * @param rates the limits, of which {@link Rates#UNLIMITED} parts delete what was said before
   * @return what holds now
   */
  public TenantControl limit(String tenant, Rates rates) {
    return controls.change(tenant, known -> known.limited(rates));
  }

  /**
   * Counts a run that has failed. To be called under the tenant's lease, which sees to it that one
   * engine at a time counts; that engine may count several runs at once. A run that is counted
   * again right away changes nothing.
   *
   * @param message why it has failed; shortened to 500 characters
   * @return how many runs in a row have failed now
   */
  public int runFailed(String tenant, String runId, String message) {
    String failure = Remark.of(message);
    return controls
        .change(
            tenant,
            known ->
                runId.equals(known.lastFailedRun())
                    ? known
                    : known.failed(runId, failure == null ? "" : failure))
        .failedRuns();
  }

  /**
   * Ends a row of failed runs. To be called under the tenant's lease.
   *
   * @param known what was said about the tenant, from {@link #control} or {@link #controls} and not
   *     older than the last call of {@link #runFailed}; nothing is asked or written when it has no
   *     failed runs
   */
  public void runSucceeded(TenantControl known) {
    if (known.failedRuns() != 0) {
      controls.change(known.tenant(), TenantControl::succeeded);
    }
  }
}
