package io.mysimbdp.engine.write;

import io.mysimbdp.engine.bulk.BulkOpening;
import io.mysimbdp.engine.bulk.BulkPace;
import io.mysimbdp.engine.bulk.BulkTarget;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Table;
import java.time.Duration;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of one run by statements, and the rest of one table by its files once that pays
 * by a {@link Crossover}. Safe for several threads.
 *
 * <p><b>Way.</b> All begins by statements. When files would be faster by far, the process is
 * started, while statements go on; when it is ready, and still worth it, further rows of the table
 * go there, and so do those that were held back to be grouped. If it cannot be started, statements
 * simply go on. Only the first table for which it pays leaves them.
 *
 * <p><b>Memory.</b> What a {@link RowWriter} and a {@link BulkRows} take.
 *
 * <p><b>Order.</b> Each row has its own write time, whichever way it goes.
 */
public final class AutoRows implements RowSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AutoRows.class);

  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();

  /** The first round is written into the memory of the process: less than this shows only that. */
  private static final double LEAST_SECONDS_BY_FILES = 10;

  private final RowWriter statements;
  private final TableFiles files;
  private final Crossover rule;
  private final LongSupplier bytesLeft;
  private final LongSupplier nanoTime;
  private final Listener listener;

  /** Rows that were held back to be grouped, and go by files instead. */
  private final Deque<EncodedRow> givenBack = new ConcurrentLinkedDeque<>();

  // All guarded by this.
  private final StatementPace pace;
  private final Set<Table> unfit = new HashSet<>();
  private Phase phase = Phase.STATEMENTS;
  private @Nullable Turn turn;
  private @Nullable Departure departure;
  // Those that are measured.
  private int underWay;
  private long lookedNanos;
  private boolean wasInUse;

  /** Hears which way rows take. Called on a thread that writes: must not block. */
  public interface Listener {

    /**
     * Further rows of a table go by files.
     *
     * @param rowsPerSecond of all tables, by statements, lately
     * @param bytesLeft of the files of the run that are still to be read, as they lie there
     * @param secondsLeft how long statements would have taken for these
     */
    void wentOver(Table table, double rowsPerSecond, long bytesLeft, double secondsLeft);

    /**
     * A table stays with statements although files would have been faster.
     *
     * @param reason why files cannot be written
     */
    void stayed(Table table, String reason);
  }

  private enum Phase {
    /** All goes by statements, and is measured. */
    STATEMENTS,
    /** A process starts; the same. */
    STARTING,
    /** One table goes by files. */
    FILES,
    /** Statements it is, to the end. */
    NO_MORE
  }

  private enum Way {
    MEASURED,
    STATEMENTS,
    FILES
  }

  /** A table for which a process was started. */
  private record Turn(Table table, SettledRows rows, BulkOpening opening) {}

  /** How it stood when a table left statements. */
  private record Departure(long nanos, StatementPace.Reading reading) {}

  /**
   * Makes a writer for one run.
   *
   * @param statements the one that knows what may be written, and when
   * @param files what it takes, with the same statements
   * @param rule when it pays to go over
   * @param bytesLeft of the files of the run that are still to be read, as they lie there; asked
   *     now and then
   * @param nanoTime a monotonic clock
   */
  public AutoRows(
      RowWriter statements,
      TableFiles files,
      Crossover rule,
      LongSupplier bytesLeft,
      LongSupplier nanoTime,
      Listener listener) {
    this.statements = statements;
    this.files = files;
    this.rule = rule;
    this.bytesLeft = bytesLeft;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.pace = new StatementPace(rule.leastTime(), bytesLeft);
    this.lookedNanos = nanoTime.getAsLong();
  }

  @Override
  public void check(Table table) {
    statements.check(table);
  }

  @Override
  public long reserve(int rows) {
    return statements.reserve(rows);
  }

  @Override
  public long lastWriteTimeMicros() {
    return statements.lastWriteTimeMicros();
  }

  @Override
  public boolean write(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    return switch (way(row.table())) {
      case MEASURED -> writeMeasured(origin, row, writeTimeMicros);
      case STATEMENTS -> statements.write(origin, row, writeTimeMicros);
      case FILES -> writeByFiles(origin, row, writeTimeMicros);
    };
  }

  private synchronized Way way(Table table) {
    return switch (phase) {
      case STATEMENTS, STARTING -> {
        underWay++;
        yield Way.MEASURED;
      }
      case FILES -> turn != null && turn.table.equals(table) ? Way.FILES : Way.STATEMENTS;
      case NO_MORE -> Way.STATEMENTS;
    };
  }

  private boolean writeByFiles(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    // Those that are under way still; a run that has failed ends now, not after all is read.
    statements.throwIfFailed();
    SettledRows rows = byFiles();
    try {
      if (!givenBack.isEmpty()) {
        rows.writeAll(givenBack);
      }
      return files.write(rows, origin, row, writeTimeMicros);
    } catch (EngineException e) {
      throw failed(e);
    }
  }

  /** Notes that a run fails for a choice that the tenant has not made, and must not fail again. */
  private EngineException failed(EngineException reason) {
    if (reason.code() != FailureCode.CANCELLED) {
      files.pace().failed();
    }
    return reason;
  }

  private boolean writeMeasured(RowOrigin origin, Row row, long writeTimeMicros)
      throws InterruptedException {
    long beginNanos = nanoTime.getAsLong();
    try {
      return statements.write(origin, row, writeTimeMicros);
    } finally {
      BulkOpening unused = wrote(row.table(), beginNanos);
      if (unused != null) {
        unused.close();
      }
    }
  }

  /** Returns what is of no use any more, and is to be closed; mostly null. */
  private synchronized @Nullable BulkOpening wrote(Table table, long beginNanos) {
    underWay--;
    if (phase == Phase.FILES) {
      takeBack();
    }
    if (phase == Phase.FILES || phase == Phase.NO_MORE) {
      return null;
    }
    long nowNanos = nanoTime.getAsLong();
    pace.wrote(table, Thread.currentThread().getId(), beginNanos, nowNanos);
    if (nowNanos - lookedNanos < LOOK_EVERY_NANOS) {
      return null;
    }
    lookedNanos = nowNanos;
    Turn begun = turn;
    if (begun == null) {
      look(table, pace.read(table, nowNanos));
      return null;
    }
    return begun.table.equals(table) ? goOver(begun, pace.read(table, nowNanos), nowNanos) : null;
  }

  /** Starts the process, if that pays. */
  private void look(Table table, StatementPace.Reading reading) {
    if (unfit.contains(table) || !rule.isWorthStart(reading, files.pace().figures())) {
      return;
    }
    try {
      Optional<String> refusal = files.refusal(table);
      if (refusal.isPresent()) {
        unfit.add(table);
        LOG.debug("Table {} stays with statements: {}", table.name(), refusal.get());
        return;
      }
      SettledRows rows = files.rows();
      files
          .openLater(table, rows, reading.bytesLeft())
          .ifPresentOrElse(opening -> begin(new Turn(table, rows, opening)), this::noteInUse);
    } catch (RuntimeException e) {
      // Of the schema, which may change at any time; what that means, statements find out.
      unfit.add(table);
      LOG.debug("Table {} stays with statements", table.name(), e);
    }
  }

  private void begin(Turn begun) {
    turn = begun;
    phase = Phase.STARTING;
    LOG.debug("A process is started to write table {} by files", begun.table.name());
  }

  private void noteInUse() {
    if (!wasInUse) {
      wasInUse = true;
      LOG.debug("Another run has the process that writes SSTables; asked again");
    }
  }

  /** Goes over to a process that is ready, if that still pays; returns it when it does not. */
  private @Nullable BulkOpening goOver(Turn begun, StatementPace.Reading reading, long nowNanos) {
    Optional<BulkTarget> target;
    try {
      target = begun.opening.target();
    } catch (EngineException e) {
      phase = Phase.NO_MORE;
      listener.stayed(begun.table, e.getMessage());
      return null;
    }
    if (target.isEmpty()) {
      return null;
    }
    if (!rule.isWorthSwitch(reading, files.pace().figures())) {
      phase = Phase.NO_MORE;
      LOG.debug("Table {} is nearly written, and stays with statements", begun.table.name());
      return begun.opening;
    }
    begun.rows.goTo(target.get());
    phase = Phase.FILES;
    departure = new Departure(nowNanos, reading);
    listener.wentOver(
        begun.table, reading.rowsPerSecond(), reading.bytesLeft(), Crossover.secondsLeft(reading));
    takeBack();
    return null;
  }

  /** Has rows that are held back go by files, when no more of them come. */
  private void takeBack() {
    Turn last = turn;
    if (underWay == 0 && last != null) {
      TableStatement insert = statements.statementOf(last.table);
      givenBack.addAll(
          statements.giveBack(row -> row.insert().equals(insert) && TableFiles.fits(row)));
    }
  }

  @Override
  public void finish() throws InterruptedException {
    // Those are under way already; what comes of files may be cut short by an interrupt.
    statements.finish();
    Departure left = departure();
    if (left == null) {
      return;
    }
    SettledRows rows = byFiles();
    try {
      rows.writeAll(givenBack);
      long beginNanos = nanoTime.getAsLong();
      rows.settle();
      measured(left, beginNanos, nanoTime.getAsLong());
    } catch (EngineException e) {
      throw failed(e);
    }
  }

  private synchronized @Nullable Departure departure() {
    return departure;
  }

  private synchronized SettledRows byFiles() {
    if (turn == null) {
      throw new IllegalStateException("all goes by statements");
    }
    return turn.rows;
  }

  /** Notes how fast files were, for the runs to come. */
  private void measured(Departure left, long beginNanos, long endNanos) {
    files.pace().settled((endNanos - beginNanos) / 1e9);
    double seconds = (endNanos - left.nanos) / 1e9;
    double before = left.reading.bytesPerSecond();
    double after = (left.reading.bytesLeft() - bytesLeft.getAsLong()) / seconds;
    if (seconds >= LEAST_SECONDS_BY_FILES && after > 0) {
      double gain = Crossover.gain(left.reading.share(), after / before, BulkPace.MOST_GAIN);
      files.pace().gained(gain);
      LOG.debug("Files were {} times as fast as statements, {} in writing", after / before, gain);
    }
  }

  /**
   * Ends what is under way, also a process that is still starting; to be called when no row comes
   * any more.
   */
  @Override
  public void close() {
    Turn last;
    synchronized (this) {
      phase = phase == Phase.FILES ? phase : Phase.NO_MORE;
      last = turn;
    }
    if (last != null) {
      last.rows.close();
      last.opening.close();
    }
  }
}
