package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.NamePatterns;
import java.util.List;

/** A file's name matches one of some glob patterns: {@code files.patterns}. */
final class NamePattern implements Constraint<FileFacts> {

  private final NamePatterns patterns;

  NamePattern(List<String> patterns) {
    this.patterns = new NamePatterns(patterns);
  }

  @Override
  public String rule() {
    return "files.patterns";
  }

  @Override
  public Decision judge(FileFacts file) {
    if (patterns.allow(file.name())) {
      return Decision.ADMITTED;
    }
    String allowed = String.join(" ", patterns.patterns());
    return new Decision.Refused(
        rule(),
        allowed,
        file.name(),
        "its name matches none of the patterns of files.patterns: " + allowed);
  }
}
