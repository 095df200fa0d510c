package io.mysimbdp.engine.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a run while it runs, for whoever shows progress; here, or elsewhere, from where
 * somebody brings them. Safe for several threads.
 */
public final class RunCounters {

  private final List<FileTally> tallies = new CopyOnWriteArrayList<>();
  private final List<OpenedFile> files = new CopyOnWriteArrayList<>();
  private volatile LongSupplier lastWriteMicros = () -> 0;
  private volatile LongConsumer writesAhead = micros -> {};
  private volatile String activity = "";
  private final FirstReject events;
  private volatile @Nullable Supplier<RunProgress> elsewhere;

  /** Makes the counters of a run of which nobody hears more. */
  public RunCounters() {
    this(RunEvents.NONE);
  }

  /**
   * Makes the counters of a run.
   *
   * @param events hears of each record
   */
  public RunCounters(RunEvents events) {
    this.events = new FirstReject(events);
  }

  /**
   * Has all counts come from elsewhere, where the run is executed; nothing of it is counted here.
   *
   * @param progress tells the latest that is known; waits for nothing
   */
  public void follow(Supplier<RunProgress> progress) {
    elsewhere = progress;
  }

  /** Returns counters for a part of the run, which hands on what becomes of single records. */
  public RunCounters ofPart() {
    return new RunCounters(events);
  }

  /**
   * Says what is to be done before rows get write times far ahead of the clock, so that no later
   * run, of whatever engine, has earlier ones.
   *
   * @param note brings a write time, in microseconds since 1970, to where later runs find it;
   *     throws an {@link io.mysimbdp.engine.failure.EngineException} when it cannot
   */
  public void noteWritesAhead(LongConsumer note) {
    writesAhead = note;
  }

  /**
   * To be called before rows are written that may have this write time.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when that cannot be noted; nothing may be
   *     written then
   */
  public void writesAhead(long lastMicros) {
    writesAhead.accept(lastMicros);
  }

  /** Returns how far the run has come. */
  public RunProgress progress() {
    Supplier<RunProgress> other = elsewhere;
    return other != null
        ? other.get()
        : new RunProgress(
            counts(), ownCounts(), positions(), lastWriteMicros(), readingTimes(), activity());
  }

  RunEvents events() {
    return events;
  }

  void add(FileTally tally) {
    tallies.add(tally);
  }

  /** Returns the end of a sentence with the first reject of this run; empty when there is none. */
  String exampleOfReject() {
    return events.text();
  }

  void activity(String text) {
    activity = text;
    events.progress(text);
  }

  void add(OpenedFile file) {
    files.add(file);
  }

  void writesUntil(LongSupplier micros) {
    lastWriteMicros = micros;
  }

  /** Returns the write time of the latest row, in microseconds since 1970; 0: none yet. */
  public long lastWriteMicros() {
    return either(RunProgress::lastWriteMicros, lastWriteMicros::getAsLong);
  }

  /**
   * Returns up to where each file is durable, by its name; files that cannot resume are not there.
   */
  public Map<String, DurablePosition> positions() {
    return either(RunProgress::positions, this::ownPositions);
  }

  private Map<String, DurablePosition> ownPositions() {
    Map<String, DurablePosition> positions = new HashMap<>();
    for (OpenedFile file : files) {
      DurablePosition position = file.durablePosition();
      if (position != null) {
        positions.put(file.name(), position);
      }
    }
    return positions;
  }

  /** Returns what has been done so far. */
  public Counts counts() {
    return either(RunProgress::counts, () -> sum(FileTally::counts));
  }

  /**
   * Returns what this run has done itself so far: without what it has found done by a run before,
   * where it goes on. Each count only grows.
   */
  public Counts ownCounts() {
    return either(RunProgress::ownCounts, () -> sum(FileTally::ownCounts));
  }

  /**
   * Returns for how long each file was read, by its name: from when its app opened it until it had
   * come to its end. Files that were not read to their ends are not there.
   */
  public Map<String, Duration> readingTimes() {
    return either(RunProgress::readingTimes, this::ownReadingTimes);
  }

  private Map<String, Duration> ownReadingTimes() {
    Map<String, Duration> times = new HashMap<>();
    for (OpenedFile file : files) {
      file.readingTime().ifPresent(time -> times.put(file.name(), time));
    }
    return times;
  }

  /** Returns what the app says it is doing; empty when it has said nothing. */
  public String activity() {
    return either(RunProgress::activity, () -> activity);
  }

  private Counts sum(Function<FileTally, Counts> part) {
    return tallies.stream().map(part).reduce(Counts.ZERO, Counts::plus);
  }

  /** Returns what is told of the run where it is executed: elsewhere, or here. */
  private <T> T either(Function<RunProgress, T> there, Supplier<T> here) {
    Supplier<RunProgress> other = elsewhere;
    return other != null ? there.apply(other.get()) : here.get();
  }
}
