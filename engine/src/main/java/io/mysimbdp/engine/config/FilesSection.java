package io.mysimbdp.engine.config;

import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Binds the block {@code files}. */
final class FilesSection {

  private static final int MAX_PER_BATCH = 100_000;

  private FilesSection() {}

  /** The values of the block. */
  record Bound(List<String> patterns, Duration quietPeriod, int perBatch) {}

  static Bound bind(ConfigReader block) {
    List<String> patterns = block.texts("patterns");
    if (patterns.isEmpty() && block.isSet("patterns")) {
      block.problem("patterns", "expected at least one glob pattern such as *.tsv");
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (!isGlob(patterns.get(i))) {
        block.problem(
            "patterns",
            i,
            "expected a glob pattern for file names such as *.tsv, got "
                + Display.quoted(patterns.get(i)));
      }
    }
    return new Bound(
        patterns,
        block.duration("quiet-period", Duration.ZERO, Duration.ofDays(1)),
        block.smallNumber("per-batch", 1, MAX_PER_BATCH));
  }

  private static boolean isGlob(String pattern) {
    if (pattern.isBlank() || pattern.indexOf('/') >= 0) {
      return false;
    }
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
