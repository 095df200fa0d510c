package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.UnusableFileException;
import io.mysimbdp.tenant.Wrangler;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drives an app's wrangler over the records of a batch, file by file. A file that turns out to be
 * unusable is refused, and the loop goes on with the next one.
 */
final class WrangleLoop {

  private final Wrangler wrangler;
  private final RunControl control;
  private final Settlement settlement;
  private final BatchFiles files;
  private final int threads;

  /**
   * Makes a loop.
   *
   * @param threads how many wrangle at a time; 1: the calling one alone
   */
  WrangleLoop(
      Wrangler wrangler, RunControl control, Settlement settlement, BatchFiles files, int threads) {
    this.wrangler = wrangler;
    this.control = control;
    this.settlement = settlement;
    this.files = files;
    this.threads = threads;
  }

  void run() throws InterruptedException {
    if (threads == 1 || wrangler instanceof ChunkWrangler) {
      run(null);
      return;
    }
    try (WrangleCrew crew = new WrangleCrew(threads, wrangler, control, settlement)) {
      run(crew);
    }
  }

  private void run(@Nullable WrangleCrew crew) throws InterruptedException {
    for (OpenedFile file : files.all()) {
      try {
        wrangleAll(file, crew);
        files.completed(file);
      } catch (UnusableFileException e) {
        files.judge(file, Verdicts.refused(e));
      } catch (IOException e) {
        BatchFiles.Verdict verdict = Verdicts.unreadable(file, e);
        files.judge(file, verdict);
        if (verdict.state() == FileResult.State.FAILED) {
          throw new EngineException(verdict.code(), verdict.reason(), e);
        }
      }
    }
  }

  private void wrangleAll(OpenedFile file, @Nullable WrangleCrew crew)
      throws IOException, InterruptedException {
    try (OpenedFile.TrackingReader reader = file.recordsToBeDone()) {
      if (wrangler instanceof ChunkWrangler chunks) {
        wrangleChunks(reader, chunks);
      } else if (crew != null) {
        crew.wrangleAll(reader);
      } else {
        for (TrackedRecord record = reader.next(); record != null; record = reader.next()) {
          control.checkNotCancelled();
          settlement.settle(record, WrangleCall.of(wrangler, record));
        }
      }
    }
  }

  /**
   * Keeps one chunk on its way while the one before is taken in. Where a file is given up, nothing
   * is on its way afterwards.
   */
  private void wrangleChunks(OpenedFile.TrackingReader reader, ChunkWrangler chunks)
      throws IOException, InterruptedException {
    List<TrackedRecord> sent = List.of();
    Reading reading;
    try {
      do {
        reading = Reading.of(reader, control);
        if (!reading.records().isEmpty()) {
          chunks.send(reading.records());
        }
        receive(sent, chunks);
        sent = reading.records();
      } while (reading.hasMore());
      receive(sent, chunks);
    } catch (RuntimeException e) {
      chunks.drop();
      throw e;
    }
    reading.check();
  }

  private void receive(List<TrackedRecord> sent, ChunkWrangler chunks) throws InterruptedException {
    int settled = 0;
    while (settled < sent.size()) {
      Chunk made = chunks.receive();
      List<Outcome> outcomes = made.outcomes();
      for (int i = 0; i < outcomes.size(); i++) {
        control.checkNotCancelled();
        settlement.settle(sent.get(settled + i), outcomes.get(i));
      }
      if (made.failure() != null) {
        throw made.failure();
      }
      settled += outcomes.size();
    }
  }
}
