package io.mysimbdp.engine.run;

/** The counters of a run of which a test says what it does. */
public final class TestingCounters {

  private final RunCounters counters = new RunCounters();
  private final FileTally tally = new FileTally();

  /** Begins with nothing. */
  public TestingCounters() {
    counters.add(tally);
  }

  /** Returns what others see. */
  public RunCounters counters() {
    return counters;
  }

  /** Has the app say what it is doing. */
  public TestingCounters say(String activity) {
    counters.activity(activity);
    return this;
  }

  /** Finds so much done by a run before. */
  public TestingCounters resume(Counts counts) {
    tally.resume(counts);
    tally.bytesSkipped(counts.bytes());
    return this;
  }

  /** Reads so many records of ten bytes, and has a row written for each. */
  public TestingCounters write(int records) {
    for (int i = 0; i < records; i++) {
      tally.recordRead();
      tally.bytesRead(10);
      tally.recordWritten();
      tally.rowAcknowledged();
    }
    return this;
  }

  /** Reads so many records of ten bytes, and rejects them. */
  public TestingCounters reject(int records) {
    for (int i = 0; i < records; i++) {
      tally.recordRead();
      tally.bytesRead(10);
      tally.recordRejected();
    }
    return this;
  }
}
