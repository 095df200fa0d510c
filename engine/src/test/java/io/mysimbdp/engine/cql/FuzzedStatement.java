package io.mysimbdp.engine.cql;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** Texts that look like statements, for a fuzzer. */
public final class FuzzedStatement {

  private FuzzedStatement() {}

  /**
   * Returns pieces one behind the other, with spaces between some, for as long as there is data.
   */
  public static String of(FuzzedDataProvider data, String[] pieces) {
    StringBuilder text = new StringBuilder();
    while (data.remainingBytes() > 0) {
      text.append(data.pickValue(pieces)).append(data.consumeBoolean() ? " " : "");
    }
    return text.toString();
  }
}
