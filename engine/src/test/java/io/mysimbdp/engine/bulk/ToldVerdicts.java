package io.mysimbdp.engine.bulk;

import java.util.List;

/** Writes down what it is told. */
record ToldVerdicts(List<String> told) implements BulkWriter.Verdicts {
  @Override
  public void refused(long number, String reason) {
    told.add(number + ": " + reason);
  }

  @Override
  public void accepted(long below) {
    told.add("accepted below " + below);
  }
}
