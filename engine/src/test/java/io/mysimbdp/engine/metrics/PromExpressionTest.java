package io.mysimbdp.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromExpressionTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          up == 0                                                        | {up=[]}                       | []
          rate(a_total[5m]) > 0.9                                        | {a_total=[]}                  | []
          sum by (tenant, le) (rate(a_bucket{tenant=~"$t", x!="}"}[$__r])) | {a_bucket=[tenant, x]}      | [le, tenant]
          topk(10, sum by (a) (b)) or c{d="by (z) e"}                    | {b=[], c=[d]}                 | [a]
          a > 6 * 3600 and b offset 5m unless c > 1e3                    | {a=[], b=[], c=[]}            | []
          histogram_quantile(0.99, sum by (le) (rate(a[10m]))) > bool 2  | {a=[]}                        | [le]
          """)
  void the_metrics_and_labels_are_found(String expression, String metrics, String grouping) {
    PromExpression found = PromExpression.of(expression);

    assertThat(found.metrics()).hasToString(metrics);
    assertThat(found.grouping()).hasToString(grouping);
  }

  @Test
  void nothing_is_found_where_there_is_nothing() {
    assertThat(PromExpression.of("vector(0)").metrics()).isEmpty();
  }
}
