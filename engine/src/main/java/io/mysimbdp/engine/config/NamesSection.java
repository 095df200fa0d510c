package io.mysimbdp.engine.config;

import java.util.List;

/** Binds lists of names that are allowed. */
final class NamesSection {

  private static final String TENANT = "{tenant}";

  private NamesSection() {}

  static NamePatterns bind(ConfigReader block, String key, String tenant) {
    List<String> texts = block.texts(key);
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).isBlank()) {
        block.problem(key, i, "expected a name or a glob pattern, got a blank text");
      }
    }
    return patterns(texts, tenant);
  }

  /** Binds a list of words of which each must be one of some. */
  static NamePatterns bindWords(ConfigReader block, String key, List<String> words) {
    List<String> texts = block.texts(key);
    for (int i = 0; i < texts.size(); i++) {
      if (!words.contains(texts.get(i))) {
        block.problem(
            key,
            i,
            "expected some of "
                + String.join(", ", words)
                + ", got "
                + Display.quoted(texts.get(i)));
      }
    }
    return new NamePatterns(texts);
  }

  /** Returns patterns in which the id stands for the tenant. */
  static NamePatterns patterns(List<String> texts, String tenant) {
    return new NamePatterns(texts.stream().map(text -> text.replace(TENANT, tenant)).toList());
  }
}
