package io.mysimbdp.tenant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of a {@link Surface}: a type, or a member of one.
 *
 * @param key what callers name it by; a line with another key is another thing
 * @param modifiers in front
 * @param result the type of a method or field; the kind and what it extends, of a type
 * @param parameters with their marks
 * @param thrown the exceptions; the interfaces, of a type
 */
record SurfaceLine(
    String key, Set<String> modifiers, String result, List<String> parameters, Set<String> thrown) {

  private static final Set<String> MODIFIERS =
      Set.of("public", "protected", "abstract", "static", "final", "default", "synchronized");
  private static final String NULLABLE = "@Nullable ";

  static boolean isMember(String line) {
    return line.startsWith("  ");
  }

  /** Reads a line of a type. */
  static SurfaceLine type(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    Set<String> modifiers = modifiers(words);
    String kind = words.remove(0);
    String name = words.remove(0);
    String rest = String.join(" ", words);
    int from = rest.indexOf("implements ");
    int permits = rest.indexOf("permits ");
    int to = permits < 0 ? rest.length() : permits;
    Set<String> interfaces =
        from < 0 ? Set.of() : names(rest.substring(from + "implements ".length(), to));
    String head = rest.substring(0, from < 0 ? to : from).strip();
    String sealed = permits < 0 ? "" : " " + rest.substring(permits);
    return new SurfaceLine(
        name.replaceFirst("<.*", ""),
        modifiers,
        (kind + " " + name + " " + head + sealed).replaceAll(" +", " ").strip(),
        List.of(),
        interfaces);
  }

  /** Reads a line of a member. */
  static SurfaceLine member(String line) {
    String text = line.strip();
    int open = text.indexOf('(');
    if (open < 0) {
      List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
      Set<String> modifiers = modifiers(words);
      String name = words.remove(words.size() - 1);
      return new SurfaceLine(name, modifiers, String.join(" ", words), List.of(), Set.of());
    }
    int close = text.lastIndexOf(')');
    List<String> words = new ArrayList<>(List.of(text.substring(0, open).split(" ", -1)));
    Set<String> modifiers = modifiers(words);
    String name = words.remove(words.size() - 1);
    List<String> parameters = split(text.substring(open + 1, close));
    String throwing = text.substring(close + 1).replaceFirst("^ throws ", "");
    return new SurfaceLine(
        name + parameters.stream().map(SurfaceLine::erased).toList(),
        modifiers,
        String.join(" ", words),
        parameters,
        throwing.isEmpty() ? Set.of() : names(throwing));
  }

  boolean is(String modifier) {
    return modifiers.contains(modifier);
  }

  boolean isMethod() {
    return key.contains("[") && !isConstructor();
  }

  boolean isConstructor() {
    return key.startsWith("new[");
  }

  boolean isNullable() {
    return result.startsWith(NULLABLE);
  }

  /** Returns the type of a method or field without its mark. */
  String plainResult() {
    return result.replace(NULLABLE, "");
  }

  static String plain(String parameter) {
    return parameter.replace(NULLABLE, "");
  }

  /** Whether nulls may go in says nothing of what is called. */
  private static String erased(String parameter) {
    return plain(parameter).replace("...", "[]");
  }

  private static Set<String> modifiers(List<String> words) {
    Set<String> modifiers = new LinkedHashSet<>();
    while (MODIFIERS.contains(words.get(0))) {
      modifiers.add(words.remove(0));
    }
    return modifiers;
  }

  private static Set<String> names(String list) {
    return new LinkedHashSet<>(split(list));
  }

  /** Splits at commas that stand in no type argument. */
  private static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(list.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    parts.add(list.substring(begin).strip());
    return Arrays.asList(parts.stream().filter(part -> !part.isEmpty()).toArray(String[]::new));
  }
}
