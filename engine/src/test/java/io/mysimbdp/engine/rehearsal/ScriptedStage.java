package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A stage on which a run comes to what the test says; what it does not say, fails the test. */
final class ScriptedStage implements Stage {

  private final Sample sample;
  private final Deque<Performance> performances = new ArrayDeque<>();
  private final Deque<Contents> contents = new ArrayDeque<>();
  private final Deque<Boolean> kills = new ArrayDeque<>();
  private @Nullable RuntimeException trouble;
  final List<String> staged = new ArrayList<>();
  final List<String> lineCalls = new ArrayList<>();
  Leftovers leftovers = new Leftovers(0, List.of(), 0, 0, 0, 0);

  ScriptedStage(Sample sample) {
    this.sample = sample;
  }

  ScriptedStage runs(FileOutcome... files) {
    performances.add(new Performance(List.of(files), null, 0, 2, Duration.ofSeconds(1)));
    return this;
  }

  ScriptedStage holds(Contents then) {
    contents.add(then);
    return this;
  }

  ScriptedStage killed(boolean... each) {
    for (boolean one : each) {
      kills.add(one);
    }
    return this;
  }

  /** Has every kill end with this. */
  ScriptedStage breaksOff(RuntimeException with) {
    trouble = with;
    return this;
  }

  static FileOutcome done(String name, long records, long rejects, long skipped) {
    return new FileOutcome(
        name,
        FileOutcome.State.DONE,
        new Counts(records, records - rejects - skipped, rejects, skipped, 100),
        null);
  }

  static FileOutcome failed(String name, String reason) {
    return new FileOutcome(name, FileOutcome.State.FAILED, Counts.ZERO, reason);
  }

  /** Returns a table with a row for each of these keys. */
  static Contents rows(String... keys) {
    Map<List<String>, List<String>> rows = new TreeMap<>(Difference.BY_TEXT);
    for (String key : keys) {
      rows.put(List.of(key), List.of("1"));
    }
    return new Contents(
        new TreeMap<>(Map.of("t", new Contents.Table(List.of("id"), List.of("n"), rows))));
  }

  @Override
  public Sample sample() {
    return sample;
  }

  @Override
  public boolean isProcessOfItsOwn() {
    return false;
  }

  @Override
  public void clear() {
    staged.clear();
  }

  @Override
  public void forget() {
    staged.clear();
  }

  @Override
  public void stage(String name, byte[] content) {
    staged.add(name);
  }

  @Override
  public Performance run(Conditions conditions, Cue at) {
    at.reached(Step.ADVANCED, () -> lineCalls.add("stop"));
    return performances.remove();
  }

  @Override
  public boolean killedAt(Step step, Conditions conditions) {
    if (trouble != null) {
      throw trouble;
    }
    return kills.remove();
  }

  @Override
  public Contents contents() {
    return contents.remove();
  }

  @Override
  public Line line() {
    return new Line() {
      @Override
      public void delay(Duration time) {
        lineCalls.add("delay");
      }

      @Override
      public void stall(Duration time) {
        lineCalls.add("stall");
      }

      @Override
      public void drop() {
        lineCalls.add("drop");
      }

      @Override
      public void cut() {
        lineCalls.add("cut");
      }

      @Override
      public void heal() {
        lineCalls.add("heal");
      }
    };
  }

  @Override
  public Leftovers leftovers() {
    return leftovers;
  }
}
