package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.cql.CqlName;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of columns and packages, from what people call things. */
final class Identifiers {

  /** What the tenant API takes for a name. */
  private static final int MOST_CHARACTERS = 48;

  private static final Set<String> JAVA_WORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while")
              .split(" "));

  private Identifiers() {}

  /**
   * Returns a name in snake case for each heading: one that needs no quotes in CQL, and none twice.
   *
   * @param taken a name that none gets
   */
  static List<String> columns(List<String> headings, String taken) {
    List<String> names = new ArrayList<>();
    Set<String> used = new HashSet<>(Set.of(taken));
    for (int i = 0; i < headings.size(); i++) {
      String name = snakeCase(headings.get(i));
      if (name.isEmpty()) {
        name = "column_" + (i + 1);
      } else if (!Character.isLetter(name.charAt(0))) {
        name = "c_" + name;
      }
      if (CqlName.isReserved(name)) {
        name += "_";
      }
      name = name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
      String candidate = name;
      for (int n = 2; used.contains(candidate); n++) {
        String suffix = "_" + n;
        candidate =
            name.substring(0, Math.min(name.length(), MOST_CHARACTERS - suffix.length())) + suffix;
      }
      used.add(candidate);
      names.add(candidate);
    }
    return names;
  }

  /** Returns the name of the table, and of the last part of the package, of a tenant. */
  static String table(String tenant) {
    return CqlName.isReserved(tenant) ? tenant + "_" : tenant;
  }

  /** Returns what a tenant's id is in the name of a package. */
  static String packagePart(String tenant) {
    return JAVA_WORDS.contains(tenant) ? tenant + "_" : tenant;
  }

  /** Tells whether it can be the name of a package. */
  static boolean isPackage(String name) {
    return name.matches("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*")
        && Arrays.stream(name.split("\\.", -1)).noneMatch(JAVA_WORDS::contains);
  }

  private static String snakeCase(String heading) {
    String ascii =
        Normalizer.normalize(heading.strip(), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .replace("ß", "ss")
            .replace("#", " number ")
            .replace("%", " percent ");
    return ascii
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_+|_+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
