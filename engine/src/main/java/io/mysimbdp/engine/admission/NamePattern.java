package io.mysimbdp.engine.admission;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** A file's name matches one of some glob patterns: {@code files.patterns}. */
final class NamePattern implements Constraint<FileFacts> {

  private final List<String> patterns;
  private final List<PathMatcher> matchers;

  NamePattern(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    this.matchers =
        patterns.stream()
            .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
            .toList();
  }

  @Override
  public String rule() {
    return "files.patterns";
  }

  @Override
  public Decision judge(FileFacts file) {
    Path name = Path.of(file.name());
    if (matchers.stream().anyMatch(matcher -> matcher.matches(name))) {
      return Decision.ADMITTED;
    }
    String allowed = String.join(" ", patterns);
    return new Decision.Refused(
        rule(),
        allowed,
        file.name(),
        "its name matches none of the patterns of files.patterns: " + allowed);
  }
}
