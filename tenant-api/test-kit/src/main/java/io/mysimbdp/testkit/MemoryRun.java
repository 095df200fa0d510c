package io.mysimbdp.testkit;

import io.mysimbdp.engine.config.ConfigException;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.trial.Trial;
import io.mysimbdp.engine.trial.TrialFaults;
import io.mysimbdp.engine.trial.TrialResult;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a batch in memory, by the engine's own code. */
final class MemoryRun {

  private final TestBatch batch;

  MemoryRun(TestBatch batch) {
    this.batch = batch;
  }

  BatchResult run() {
    try (TestHome home = TestHome.of(batch, "", "")) {
      TenantProfile profile = profile(home);
      ClientBatchIngestApp app = batch.newApp();
      TrialResult result = trial(home, profile, app).run(app, List.copyOf(batch.files().keySet()));
      return new BatchResult(
          result.run().files().stream().map(MemoryRun::file).toList(),
          result.rejects().stream().map(MemoryRun::reject).toList(),
          new BatchResult.Memory(
              result.rows().stream()
                  .map(row -> new WrittenRow(row.file(), row.line(), row.row()))
                  .toList(),
              result.skipped().stream()
                  .map(each -> new SkippedRecord(each.file(), each.line(), each.reason()))
                  .toList(),
              result.activities()),
          result.run().reason());
    }
  }

  /** Reads the profile as the engine does. */
  static TenantProfile profile(TestHome home) {
    try {
      return Installation.load(home.root(), Map.of()).registrations().get(0).requireProfile();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private Trial trial(TestHome home, TenantProfile profile, ClientBatchIngestApp app) {
    try {
      return new Trial(
          profile,
          new TenantFolder(home.folder()),
          schema(home, profile.schemaFile(), app),
          profile.schemaFile() == null ? "schema.cql" : profile.schemaFile(),
          new TrialFaults(batch.cancelBehindRecord(), batch.failAtRow(), batch.refuseRow()),
          Instant.now(),
          System::nanoTime);
    } catch (EngineException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private @Nullable String schema(TestHome home, @Nullable String file, ClientBatchIngestApp app) {
    if (batch.schema() != null) {
      return batch.schema();
    }
    if (file == null) {
      return AppResources.schema(app);
    }
    try {
      return Files.readString(home.folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IngestedFile file(FileResult file) {
    return new IngestedFile(
        file.name(),
        switch (file.state()) {
          case DONE -> IngestedFile.State.DONE;
          case REFUSED -> IngestedFile.State.REFUSED;
          case FAILED -> IngestedFile.State.FAILED;
          case SET_BACK -> IngestedFile.State.WAITING;
        },
        file.counts().recordsRead(),
        file.counts().rowsWritten(),
        file.counts().rejects(),
        file.counts().skipped(),
        file.reason());
  }

  private static RejectedRecord reject(Reject reject) {
    return new RejectedRecord(
        reject.file(),
        reject.line(),
        reject.byteOffset(),
        reject.column(),
        reject.rule(),
        reject.message(),
        reject.raw());
  }
}
