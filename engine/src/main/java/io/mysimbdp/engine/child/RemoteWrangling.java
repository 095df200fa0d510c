package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.records.Columns;
import io.mysimbdp.engine.run.WrangleCall;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Wrangler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Has a wrangler work on the chunks that the engine sends. For one thread. */
final class RemoteWrangling {

  private final EngineLine line;

  /** What the engine has sent: the bodies of chunks, and at last nothing, once it is through. */
  private final BlockingQueue<Next> incoming = new LinkedBlockingQueue<>();

  private @Nullable Columns columns;

  RemoteWrangling(EngineLine line) {
    this.line = line;
  }

  private record Next(@Nullable WireInput records) {}

  /** Takes in a chunk; on the thread that listens. */
  void take(WireInput records) {
    incoming.add(new Next(records));
  }

  /**
   * Lets the engine drive the wrangler over all records.
   *
   * @throws InterruptedException when the run is cancelled
   */
  void run(Wrangler wrangler) throws InterruptedException {
    line.checkNotCancelled();
    line.checkLate();
    CompletableFuture<WireInput> end = line.ask(Operation.WRANGLE, body -> {});
    CompletableFuture<Boolean> told = end.handle((result, failure) -> incoming.add(new Next(null)));
    for (WireInput chunk = incoming.take().records();
        chunk != null;
        chunk = incoming.take().records()) {
      wrangle(wrangler, chunk);
    }
    told.join();
    try {
      end.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new UncheckedIOException(EngineLine.thrown(e.getCause()));
    }
  }

  private void wrangle(Wrangler wrangler, WireInput chunk) throws InterruptedException {
    List<RemoteRecord> records = read(chunk);
    List<Outcome> outcomes = new ArrayList<>(records.size());
    Failure failure = null;
    for (RemoteRecord record : records) {
      try {
        outcomes.add(WrangleCall.of(wrangler, record));
      } catch (Exception | OutOfMemoryError e) {
        failure = ToldFailures.failure(e, wrangler.getClass(), "wrangle failed on " + record);
        break;
      }
    }
    OutcomeFrames frames = new OutcomeFrames(wrangler, records, outcomes, failure);
    do {
      line.tell(FrameKind.OUTCOMES, frames::next);
    } while (frames.hasMore());
    line.flush();
  }

  private List<RemoteRecord> read(WireInput chunk) {
    try {
      String file = chunk.getText();
      List<String> names = chunk.getTexts();
      Columns of = columns;
      if (of == null || !of.file().equals(file) || !of.names().equals(names)) {
        of = new Columns(file, names);
        columns = of;
      }
      int count = chunk.getInt();
      List<RemoteRecord> records = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        // The engine lets these go by itself.
        records.add(RemoteRecord.read(null, of, chunk));
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
