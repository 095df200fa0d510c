package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.ReplacedException;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds out which content a file has that is to be run. Safe for several threads. */
final class Fingerprinter {

  private final StopSignal stop;
  private final ScheduledExecutorService timer;

  Fingerprinter(StopSignal stop, ScheduledExecutorService timer) {
    this.stop = stop;
    this.timer = timer;
  }

  /** What has come of it. */
  sealed interface Result {}

  /** The content is known. */
  record Known(RunFile file) implements Result {}

  /** It has an outcome, and is not run. */
  record Ended(FileOutcome outcome) implements Result {}

  /** The engine stops: it is to be run another time. */
  record Stopped() implements Result {}

  /** Its tenant has taken it back since the scan: there is nothing to report. */
  record Gone() implements Result {}

  Result fingerprint(Tenant tenant, WaitingFile file) {
    try {
      Optional<String> sha256 = digest(tenant, file);
      if (sha256.isEmpty()) {
        return stop.isTripped() ? new Stopped() : late(tenant, file);
      }
      if (!tenant.staging().files().stamp(file.location()).equals(file.stamp())) {
        return changed(file);
      }
      return new Known(
          new RunFile(file.name(), file.location().toString(), sha256.get(), file.stamp()));
    } catch (ReplacedException e) {
      return changed(file);
    } catch (NoSuchFileException e) {
      return new Gone();
    } catch (IOException e) {
      return new Ended(
          FileOutcome.failed(file.name(), "file " + file.name() + " cannot be read: " + e));
    }
  }

  /** Reads a file for its digest, until the engine stops or the time for a batch is over. */
  private Optional<String> digest(Tenant tenant, WaitingFile file) throws IOException {
    AtomicBoolean isLate = new AtomicBoolean();
    Duration limit = tenant.profile().limits().batchTime();
    Future<?> end = timer.schedule(() -> isLate.set(true), limit.toMillis(), TimeUnit.MILLISECONDS);
    try (InputStream in = tenant.staging().files().open(file.location(), file.stamp())) {
      return Fingerprint.of(in, () -> !isLate.get() && !stop.isTripped());
    } finally {
      end.cancel(false);
    }
  }

  private static Ended changed(WaitingFile file) {
    return new Ended(
        new FileOutcome(
            file.name(), FileOutcome.State.WAITING, Counts.ZERO, "it was changed a moment ago"));
  }

  private static Ended late(Tenant tenant, WaitingFile file) {
    return new Ended(
        FileOutcome.failed(
            file.name(),
            "to read it once for its digest took longer than limits.batch.time = "
                + tenant.profile().limits().batchTime().toSeconds()
                + " s"));
  }
}
