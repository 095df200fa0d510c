package io.mysimbdp.testkit;

/** Where assertions begin; to be imported beside those of AssertJ. */
public final class KitAssertions {

  private KitAssertions() {}

  /** Begins to look at what became of a batch. */
  public static BatchResultAssert assertThat(BatchResult actual) {
    return new BatchResultAssert(actual);
  }
}
