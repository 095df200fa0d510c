package io.mysimbdp.engine.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The counts of a run while it runs, for whoever shows progress. Safe for several threads. */
public final class RunCounters {

  private final List<FileTally> tallies = new CopyOnWriteArrayList<>();
  private volatile String activity = "";

  void add(FileTally tally) {
    tallies.add(tally);
  }

  void activity(String text) {
    activity = text;
  }

  /** Returns what has been done so far. */
  public Counts counts() {
    return tallies.stream().map(FileTally::counts).reduce(Counts.ZERO, Counts::plus);
  }

  /** Returns what the app says it is doing; empty when it has said nothing. */
  public String activity() {
    return activity;
  }
}
