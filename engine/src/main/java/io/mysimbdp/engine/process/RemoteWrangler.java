package io.mysimbdp.engine.process;

import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.RowInput;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.run.Chunk;
import io.mysimbdp.engine.run.ChunkWrangler;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The wrangler of an app in a process of its own. For one thread. */
final class RemoteWrangler implements ChunkWrangler {

  private final AppServer server;
  private final FrameWriter out;
  private final AppRecords records;
  private final RowInput rows;
  private final Failures failures;
  private final Deque<Sent> sent = new ArrayDeque<>();

  RemoteWrangler(
      AppServer server, FrameWriter out, AppRecords records, RowInput rows, Failures failures) {
    this.server = server;
    this.out = out;
    this.records = records;
    this.rows = rows;
    this.failures = failures;
  }

  /** Records with numbers in a row whose outcomes are still to come. */
  private record Sent(long first, int count) {}

  @Override
  public void send(List<? extends InputRecord> chunk) {
    long first = records.last() + 1;
    sent.add(new Sent(first, chunk.size()));
    InputRecord any = chunk.get(0);
    try {
      out.send(
          FrameKind.RECORDS,
          body -> {
            body.putText(any.file()).putTexts(any.columns()).putInt(chunk.size());
            for (InputRecord record : chunk) {
              records.give(body, record);
            }
          });
    } catch (IOException e) {
      throw new PipeException(e);
    }
  }

  @Override
  public Chunk receive() throws InterruptedException {
    Sent earliest = sent.remove();
    try {
      WireInput body = server.awaitOutcomes();
      List<Outcome> outcomes = new ArrayList<>();
      while (body.getFlag()) {
        if (outcomes.size() == earliest.count()) {
          throw new ProtocolException(
              "Expected at most " + earliest.count() + " outcomes, got more");
        }
        outcomes.add(rows.outcome(body));
      }
      Failure failure = body.getFlag() ? Failure.from(body) : null;
      int count = outcomes.size();
      if (failure == null && count == 0) {
        throw new ProtocolException("Expected an outcome or a failure, got neither");
      }
      if (failure == null && count < earliest.count()) {
        records.release(earliest.first(), count);
        sent.addFirst(new Sent(earliest.first() + count, earliest.count() - count));
      } else {
        records.release(earliest.first(), earliest.count());
      }
      return new Chunk(outcomes, failures.ofWrangler(failure));
    } catch (IOException e) {
      throw new PipeException(e);
    }
  }

  @Override
  public void drop() throws InterruptedException {
    while (!sent.isEmpty()) {
      receive();
    }
  }
}
