package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.internal.core.util.concurrent.CompletableFutures;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads many partitions with several requests under way, and hands their rows over as if they had
 * been read one after the other. A request that fails is repeated by itself. Safe for several
 * threads.
 */
final class ReadAhead {

  /** Enough to keep a small cluster busy, and few beside what runs have under way. */
  static final int REQUESTS = 64;

  /** The first pages of all requests under way are in memory at the same time. */
  private static final int ROWS_OF_A_PAGE = 500;

  private final Durable durable;

  ReadAhead(Durable durable) {
    this.durable = durable;
  }

  /**
   * Reads.
   *
   * @param reads idempotent statements
   * @param row makes something of a row; is called on this thread
   * @return what was made of all rows, in the order of the statements and, for each, of its rows
   * @throws io.mysimbdp.engine.failure.EngineException when one cannot be read within the time
   */
  <T> List<T> all(List<BoundStatement> reads, Function<Row, T> row) {
    List<T> all = new ArrayList<>();
    forEach(reads, each -> all.add(row.apply(each)));
    return all;
  }

  /**
   * Reads as {@link #all}, and keeps no more in memory than what is under way.
   *
   * @param consumer takes each row, on this thread
   */
  void forEach(List<BoundStatement> reads, Consumer<Row> consumer) {
    Deque<UnderWay> underWay = new ArrayDeque<>();
    Iterator<BoundStatement> left = reads.iterator();
    while (left.hasNext() || !underWay.isEmpty()) {
      while (left.hasNext() && underWay.size() < REQUESTS) {
        underWay.add(send(left.next().setPageSize(ROWS_OF_A_PAGE)));
      }
      take(underWay.remove(), consumer);
    }
  }

  private record UnderWay(BoundStatement statement, CompletionStage<AsyncResultSet> answer) {}

  private UnderWay send(BoundStatement statement) {
    return new UnderWay(statement, durable.session().executeAsync(statement));
  }

  /** Page by page, so that each can be asked for again while nothing is handed over twice. */
  private void take(UnderWay first, Consumer<Row> consumer) {
    AsyncResultSet page = answer(first);
    page.currentPage().forEach(consumer);
    ByteBuffer place = page.getExecutionInfo().getPagingState();
    while (place != null) {
      page = answer(send(first.statement().setPagingState(place)));
      page.currentPage().forEach(consumer);
      place = page.getExecutionInfo().getPagingState();
    }
  }

  private AsyncResultSet answer(UnderWay request) {
    Queue<CompletionStage<AsyncResultSet>> sent = new ArrayDeque<>(List.of(request.answer()));
    return durable.again(
        () ->
            CompletableFutures.getUninterruptibly(
                sent.isEmpty() ? send(request.statement()).answer() : sent.remove()));
  }
}
