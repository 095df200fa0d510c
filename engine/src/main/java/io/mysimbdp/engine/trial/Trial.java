package io.mysimbdp.engine.trial;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.FileAdmission;
import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.AppCall;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunControl;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schema.DeclaredTables;
import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.write.CheckedRows;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One batch given to an app where there is no Cassandra. All but the two ends is what it is in
 * production: which files are admitted, how they become records, how records are settled, and what
 * is said where something is wrong. The app runs on the calling thread and under its own class
 * loader: what keeps tenants apart is not tried.
 */
public final class Trial {

  private static final String RUN_ID = "trial";

  private final TenantProfile profile;
  private final TenantFolder folder;
  private final @Nullable CheckedRows checks;
  private final TrialFaults faults;
  private final Instant now;
  private final LongSupplier nanoTime;

  /**
   * Prepares a batch.
   *
   * @param profile the tenant
   * @param folder its folder; rejects are written into it
   * @param schema the declaration of its tables; null: there is none, and rows may be of any table
   * @param schemaOrigin where that comes from, for messages
   * @param faults what is to go wrong
   * @param now when the run begins
   * @param nanoTime a monotonic clock
   * @throws EngineException when the declaration is not understood
   */
  public Trial(
      TenantProfile profile,
      TenantFolder folder,
      @Nullable String schema,
      String schemaOrigin,
      TrialFaults faults,
      Instant now,
      LongSupplier nanoTime) {
    this.profile = profile;
    this.folder = folder;
    this.checks =
        schema == null
            ? null
            : new CheckedRows(
                profile.keyspace(),
                profile.tables(),
                DeclaredTables.of(schema, profile.keyspace(), schemaOrigin));
    this.faults = faults;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.nanoTime = nanoTime;
  }

  /**
   * Gives files to an app. An instance is for one call.
   *
   * @param names of files in the staging directory, in the order of the batch
   * @throws UnansweredException when the app has asked its session for anything
   * @throws EngineException when a file cannot be looked at
   */
  public TrialResult run(ClientBatchIngestApp app, List<String> names) {
    Map<String, FileResult> results = new HashMap<>();
    List<RunFile> admitted = new ArrayList<>();
    FileAdmission admission = new FileAdmission(profile);
    for (String name : names) {
      RunFile file = file(name);
      Decision decision = admission.judge(new FileFacts(name, file.sizeBytes()));
      if (decision instanceof Decision.Refused refused) {
        results.put(name, refused(name, refused));
      } else {
        admitted.add(file);
      }
    }
    RunControl control = new RunControl(RUN_ID);
    TrialEvents events = new TrialEvents(control, faults.cancelBehindRecord());
    MemoryRows rows = new MemoryRows(checks, faults, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    NoSession session = new NoSession(profile.keyspace());
    RunResult result = new RunResult(RUN_ID, List.of(), null, null, null);
    if (!admitted.isEmpty()) {
      result =
          new AppCall(
                  runOf(app, admitted),
                  FileSource.ofFolders(),
                  control,
                  new RunCounters(events),
                  nanoTime,
                  new Unlimited(),
                  LoggerFactory.getLogger("tenant." + profile.id()))
              .call(app, rows, session);
    }
    UnansweredException unanswered = session.first();
    if (unanswered != null) {
      throw unanswered;
    }
    result.files().forEach(file -> results.put(file.name(), file));
    return new TrialResult(
        new RunResult(
            RUN_ID,
            names.stream().map(name -> Objects.requireNonNull(results.get(name), name)).toList(),
            result.code(),
            result.reason(),
            null),
        rows.rows(),
        events.rejects(),
        events.skipped(),
        events.activities());
  }

  private Run runOf(ClientBatchIngestApp app, List<RunFile> files) {
    return new Run(
        RUN_ID,
        profile,
        new PluginRef(profile.pluginId(), "trial", app.getClass().getName(), ""),
        folder.root().toString(),
        files,
        now,
        ChronoUnit.MICROS.between(Instant.EPOCH, now));
  }

  private RunFile file(String name) {
    Path path = folder.staging().resolve(name);
    try {
      return new RunFile(name, path.toString(), Fingerprint.of(path), FileStamp.ofStaged(path));
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "File " + name + " cannot be read: " + e, e);
    }
  }

  private static FileResult refused(String name, Decision.Refused refused) {
    return new FileResult(
        name,
        FileResult.State.REFUSED,
        Counts.ZERO,
        FailureCode.FILE_UNUSABLE,
        "file " + name + " is refused: " + refused.reason(),
        null,
        refused);
  }

  /** A test does not wait for rates. */
  private static final class Unlimited implements Throttle {
    @Override
    public void row() {}

    @Override
    public void bytes(long count) {}
  }
}
