package io.mysimbdp.tenant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has changed between two {@link Surface}s, and whether it keeps the tenants' JARs and sources
 * working. In doubt a change counts as breaking.
 *
 * <p>The same change can be harmless to those who call a type and break those who implement it, so
 * it matters which types tenants implement.
 */
final class SurfaceDiff {

  /** All others are implemented by the engine alone, and may get further methods. */
  static final Set<String> IMPLEMENTED_BY_TENANTS =
      Set.of(
          "io.mysimbdp.tenant.ClientBatchIngestApp",
          "io.mysimbdp.tenant.Wrangler",
          "io.mysimbdp.tenant.WranglingApp");

  /** What a change asks for. */
  enum Kind {
    COMPATIBLE("minor"),
    BREAKING("major");

    private final String digit;

    Kind(String digit) {
      this.digit = digit;
    }

    /** Returns which part of the version is to be raised. */
    String digit() {
      return digit;
    }
  }

  /**
   * One change.
   *
   * @param why a sentence that names what has changed
   */
  record Change(Kind kind, String why) {}

  private final List<Change> changes = new ArrayList<>();

  private SurfaceDiff() {}

  /** Compares the lines of two surfaces. */
  static List<Change> between(List<String> before, List<String> now) {
    SurfaceDiff diff = new SurfaceDiff();
    diff.types(types(before), types(now));
    return List.copyOf(diff.changes);
  }

  /** A type and its members by their keys. */
  private record Type(SurfaceLine line, Map<String, SurfaceLine> members) {
    boolean isOfTenants() {
      return IMPLEMENTED_BY_TENANTS.contains(line.key());
    }
  }

  private static Map<String, Type> types(List<String> lines) {
    Map<String, Type> types = new LinkedHashMap<>();
    Type current = null;
    for (String line : lines) {
      if (!SurfaceLine.isMember(line)) {
        current = new Type(SurfaceLine.type(line), new LinkedHashMap<>());
        types.put(current.line().key(), current);
      } else if (current != null) {
        SurfaceLine member = SurfaceLine.member(line);
        current.members().put(member.key(), member);
      }
    }
    return types;
  }

  private void types(Map<String, Type> before, Map<String, Type> now) {
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(now.keySet());
    for (String name : all) {
      Type old = before.get(name);
      Type type = now.get(name);
      if (type == null) {
        breaking(name + " has been removed");
      } else if (old == null) {
        compatible(name + " has been added");
      } else {
        header(old.line(), type.line());
        members(old, type);
      }
    }
  }

  private void header(SurfaceLine old, SurfaceLine now) {
    String name = now.key();
    if (!old.result().equals(now.result())) {
      breaking(name + " was " + old.result() + " and is " + now.result());
    }
    modifiers(name, old, now);
    for (String gone : without(old.thrown(), now.thrown())) {
      breaking(name + " does not implement " + gone + " any more");
    }
    for (String added : without(now.thrown(), old.thrown())) {
      if (IMPLEMENTED_BY_TENANTS.contains(name)) {
        breaking(name + " implements " + added + ", which tenants' classes may not");
      } else {
        compatible(name + " implements " + added);
      }
    }
  }

  private void members(Type old, Type now) {
    Set<String> all = new TreeSet<>(old.members().keySet());
    all.addAll(now.members().keySet());
    for (String key : all) {
      SurfaceLine before = old.members().get(key);
      SurfaceLine member = now.members().get(key);
      String name = now.line().key() + "." + shown(key);
      if (member == null) {
        breaking(name + " has been removed");
      } else if (before == null) {
        added(now, member, name);
      } else {
        changed(now, before, member, name);
      }
    }
  }

  /** Returns a method as {@code name(parameters)}, a field as its name. */
  private static String shown(String key) {
    int open = key.indexOf('[');
    return open < 0
        ? key
        : key.substring(0, open) + "(" + key.substring(open + 1, key.length() - 1) + ")";
  }

  private void added(Type type, SurfaceLine member, String name) {
    if (!type.isOfTenants() || !member.isMethod() || member.is("static")) {
      compatible(name + " has been added");
    } else if (member.is("abstract")) {
      breaking(name + " has been added and is abstract: no JAR built before has it");
    } else if (member.is("final")) {
      breaking(name + " has been added and is final: a tenant's class may have one of that name");
    } else {
      compatible(name + " has been added, with a body");
    }
  }

  private void changed(Type type, SurfaceLine old, SurfaceLine now, String name) {
    if (!old.plainResult().equals(now.plainResult())) {
      breaking(name + " gave " + old.plainResult() + " and gives " + now.plainResult());
    }
    modifiers(name, old, now);
    for (String gone : without(old.thrown(), now.thrown())) {
      breaking(name + " does not throw " + gone + " any more, which callers may catch");
    }
    for (String added : without(now.thrown(), old.thrown())) {
      breaking(name + " throws " + added);
    }
    nullness(name + " result", old.isNullable(), now.isNullable(), !type.isOfTenants());
    for (int i = 0; i < now.parameters().size(); i++) {
      parameter(
          name + " parameter " + (i + 1),
          old.parameters().get(i),
          now.parameters().get(i),
          type.isOfTenants());
    }
  }

  private void parameter(String what, String old, String now, boolean isGivenToTenants) {
    if (old.contains("...") && !now.contains("...")) {
      breaking(what + " takes no variable number of values any more");
    } else if (!old.contains("...") && now.contains("...")) {
      compatible(what + " takes a variable number of values");
    }
    nullness(what, old.contains("@Nullable"), now.contains("@Nullable"), isGivenToTenants);
  }

  /** Who gets a value may not suddenly get null; who gives one may not suddenly be forbidden to. */
  private void nullness(String what, boolean old, boolean now, boolean isGivenToTenants) {
    if (old == now) {
      return;
    }
    String sentence = what + (now ? " may be null now" : " may not be null any more");
    if (isGivenToTenants == now) {
      breaking(sentence);
    } else {
      compatible(sentence);
    }
  }

  private void modifiers(String name, SurfaceLine old, SurfaceLine now) {
    for (String gone : without(old.modifiers(), now.modifiers())) {
      switch (gone) {
        case "final", "synchronized" -> compatible(name + " is not " + gone + " any more");
        case "abstract" -> compatible(name + " is not abstract any more");
        case "protected" -> {
          // It has become public, which is told below.
        }
        default -> {
          if (!(gone.equals("default") && now.is("abstract"))) {
            breaking(name + " is not " + gone + " any more");
          }
        }
      }
    }
    for (String added : without(now.modifiers(), old.modifiers())) {
      switch (added) {
        case "public" -> compatible(name + " has become public");
        case "default", "synchronized" -> compatible(name + " has become " + added);
        default -> breaking(name + " has become " + added);
      }
    }
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private void compatible(String why) {
    changes.add(new Change(Kind.COMPATIBLE, why));
  }

  private void breaking(String why) {
    changes.add(new Change(Kind.BREAKING, why));
  }
}
