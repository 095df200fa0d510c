package io.mysimbdp.engine.parts;

import io.mysimbdp.engine.plugin.Pin;
import io.mysimbdp.engine.plugin.PluginSource;
import io.mysimbdp.engine.records.Compression;
import io.mysimbdp.engine.records.LineCuts;
import io.mysimbdp.engine.records.LinePlace;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes the run of one large file as runs of its parts, at the same time, by another worker; all
 * other runs as they are. Whoever asks for the run sees one: its counts, rejects, position and
 * result are those of the file.
 *
 * <p>What is cut: a file that is not compressed, of a dialect in which a line end always ends a
 * record, and whose app is one that the engine drives, record by record. An app that turns out to
 * open the file itself, or to make more rows of a record than fit in the times that parts have for
 * their writes, has the file set back, and no file is cut for that JAR again.
 */
public final class SplittingWorker implements Worker {

  private static final Logger LOG = LoggerFactory.getLogger(SplittingWorker.class);

  private final Worker inner;
  private final PluginSource plugins;
  private final FileSource files;
  private final long partBytes;
  private final int mostAtATime;
  private final LongSupplier nanoTime;
  private final Set<String> unfit = ConcurrentHashMap.newKeySet();

  /**
   * Makes a worker.
   *
   * @param inner executes the parts, and all that is not cut
   * @param plugins the tenants' JARs
   * @param files opens staged files, to find where they can be cut
   * @param partBytes a file is cut that is larger than this, and parts are no larger
   * @param mostAtATime how many parts of a file are run at a time; at least 1
   * @param nanoTime a monotonic clock
   */
  public SplittingWorker(
      Worker inner,
      PluginSource plugins,
      FileSource files,
      long partBytes,
      int mostAtATime,
      LongSupplier nanoTime) {
    if (partBytes < 1 || mostAtATime < 1) {
      throw new IllegalArgumentException(partBytes + " bytes, " + mostAtATime + " at a time");
    }
    this.inner = inner;
    this.plugins = plugins;
    this.files = files;
    this.partBytes = partBytes;
    this.mostAtATime = mostAtATime;
    this.nanoTime = nanoTime;
  }

  @Override
  public RunResult execute(Run run, StopSignal stop, RunCounters counters) {
    Optional<SplitPlan> plan = plan(run, stop);
    if (plan.isEmpty()) {
      return inner.execute(run, stop, counters);
    }
    LOG.debug("Run {} is executed in {} parts", run.id(), plan.get().parts().size());
    SplitRun parts = new SplitRun(plan.get(), inner, counters, nanoTime);
    RunResult result = parts.execute(stop, mostAtATime);
    if (parts.isGivenUp()) {
      unfit.add(run.plugin().sha256());
    }
    return result;
  }

  /** In doubt a file is not cut: what is wrong with it is then found and told as ever. */
  private Optional<SplitPlan> plan(Run run, StopSignal stop) {
    RunFile file = run.files().get(0);
    ResumePoint resume = file.resume();
    boolean isWanted =
        run.files().size() == 1
            && run.verification() == null
            && file.sizeBytes() - (resume == null ? 0 : resume.byteOffset()) > partBytes
            && Compression.ofFileName(file.name()) == Compression.NONE
            && LineCuts.fit(run.profile().dialect())
            && isDriven(run);
    LineCuts cuts = isWanted ? cuts(run, file, stop) : null;
    if (cuts == null || cuts.inner().isEmpty()) {
      return Optional.empty();
    }
    SplitPlan plan = SplitPlan.of(run, cuts);
    // Who counts records one after the other finds the very one that is too many.
    return plan.mostRecords() > run.profile().files().maxRecords()
        ? Optional.empty()
        : Optional.of(plan);
  }

  private boolean isDriven(Run run) {
    if (unfit.contains(run.plugin().sha256())) {
      return false;
    }
    Optional<Pin> plugin = plugins.pin(run.plugin().id(), run.plugin().sha256());
    if (plugin.isEmpty()) {
      return false;
    }
    try (Pin pin = plugin.get()) {
      return pin.plugin().isWrangling();
    }
  }

  private @Nullable LineCuts cuts(Run run, RunFile file, StopSignal stop) {
    ResumePoint resume = file.resume();
    // As a run opens it: what has taken its place by now is not read.
    try (InputStream content = files.open(file.location(), file.stamp())) {
      return LineCuts.find(
          content,
          file.name(),
          file.sizeBytes(),
          run.profile().dialect(),
          resume == null ? null : new LinePlace(resume.byteOffset(), resume.line()),
          partBytes,
          stop::isTripped);
    } catch (IOException | UnusableFileException e) {
      LOG.debug("{} is not cut", file.path(), e);
      return null;
    }
  }
}
