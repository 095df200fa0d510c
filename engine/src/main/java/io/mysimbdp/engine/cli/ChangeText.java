package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.EngineConfFile;
import io.mysimbdp.engine.config.TextChange;

/** Shows what is changed in conf/engine.conf, line by line. */
final class ChangeText {

  private ChangeText() {}

  /** Returns the lines that go and come, each change below its place. */
  static String of(EngineConfFile file) {
    StringBuilder text = new StringBuilder();
    for (TextChange change : file.changes()) {
      text.append("conf/engine.conf:").append(change.line()).append('\n');
      change.removed().forEach(line -> text.append("- ").append(line).append('\n'));
      change.added().forEach(line -> text.append("+ ").append(line).append('\n'));
    }
    return text.toString();
  }
}
