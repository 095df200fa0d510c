package io.mysimbdp.engine.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectKindsTest {

  @TempDir private Path folder;

  @Test
  void rejects_are_counted_by_rule_and_column() {
    RejectKinds kinds = new RejectKinds();
    kinds.add("APP", "stars");
    kinds.add("APP", "stars");
    kinds.add("APP", null);

    assertThat(kinds.counts()).isEqualTo(Map.of("APP in stars", 2L, "APP", 1L));
  }

  @Test
  void there_are_few_kinds_with_short_names_whatever_a_header_says() {
    RejectKinds kinds = new RejectKinds();
    for (int i = 0; i < 1_000; i++) {
      kinds.add("APP", i + "\n" + "😀".repeat(5_000));
    }

    assertThat(kinds.counts()).hasSize(21).containsEntry(RejectKinds.OTHER, 980L);
    assertThat(kinds.counts().keySet())
        .allSatisfy(
            kind -> {
              assertThat(kind.codePointCount(0, kind.length())).isLessThanOrEqualTo(90);
              assertThat(kind).doesNotContain("\n");
            });
  }

  @Test
  void a_log_counts_what_it_takes_over_from_a_run_before() {
    RejectLog former = new RejectLog(folder, "a.tsv", "run1");
    former.add(reject(2, "stars"));
    former.add(reject(5, null));
    former.close();
    RejectLog log = new RejectLog(folder, "a.tsv", "run2");

    log.carryOver(former.path().toString(), 5);
    log.add(reject(6, "stars"));
    log.close();

    assertThat(log.kinds()).isEqualTo(Map.of("APP in stars", 2L));
  }

  @Test
  void a_log_that_keeps_nothing_counts_nothing() {
    RejectLog log = RejectLog.discarding();
    log.add(reject(2, null));

    assertThat(log.kinds()).isEmpty();
  }

  private static Reject reject(long line, @Nullable String column) {
    return new Reject("a.tsv", line, 0, column, Reject.BY_APP, "no", "raw", null, true);
  }
}
