package io.mysimbdp.engine.confine;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which members of the JDK and of the shared packages have a rule. A rule holds for all methods of
 * a name, so that one that a later JDK overloads is not forgotten. Not modified once {@link #ALL}
 * is there; safe for all threads.
 */
final class RuleTable {

  /** The name that stands for every member. */
  static final String EVERY = "*";

  static final RuleTable ALL = all();

  private final Map<String, Map<String, Found>> byOwner = new HashMap<>();
  private final Map<String, Found> byPrefix = new LinkedHashMap<>();
  private final List<Found> byNumber = new ArrayList<>();

  /**
   * A rule and what it is for.
   *
   * @param number in the table
   * @param owner the class, with dots; or a prefix of class names
   * @param name the member
   */
  record Found(int number, String owner, String name, Rule rule) {}

  private static RuleTable all() {
    RuleTable table = new RuleTable();
    ProcessRules.addTo(table);
    GlobalStateRules.addTo(table);
    ThreadRules.addTo(table);
    LoaderRules.addTo(table);
    ReflectionRules.addTo(table);
    FileCallRules.addTo(table);
    NetworkRules.addTo(table);
    SharedLibraryRules.addTo(table);
    return table;
  }

  /** Refuses members of a class: all methods of these names. */
  void refuse(String owner, String why, String... names) {
    for (String name : names) {
      add(owner, name, new Rule.Refuse(why));
    }
  }

  /** Refuses all classes whose names begin so. */
  void refusePackage(String prefix, String why) {
    Found found = new Found(byNumber.size(), prefix, EVERY, new Rule.Refuse(why));
    byNumber.add(found);
    byPrefix.put(prefix, found);
  }

  /** Checks calls of members of a class. */
  void screen(String owner, Rule.Check check, String... names) {
    for (String name : names) {
      add(owner, name, new Rule.Screen(check));
    }
  }

  /** Has a method of {@link Checkpoint} called instead. */
  void swap(String owner, String name, String method) {
    add(owner, name, new Rule.Swap(method));
  }

  /** Passes results through a method of {@link Checkpoint}. */
  void filter(String owner, String name, String method) {
    add(owner, name, new Rule.Filter(method));
  }

  private void add(String owner, String name, Rule rule) {
    Found found = new Found(byNumber.size(), owner, name, rule);
    byNumber.add(found);
    Found other = byOwner.computeIfAbsent(owner, key -> new HashMap<>()).put(name, found);
    if (other != null) {
      throw new IllegalStateException(owner + "." + name + " has two rules");
    }
  }

  Found get(int number) {
    return byNumber.get(number);
  }

  /** Returns all, for tests: each must name something that is there. */
  List<Found> rules() {
    return List.copyOf(byNumber);
  }

  /**
   * Finds the rule for a member of a class, as it declares it; what it inherits is another class's.
   *
   * @param owner the class, with dots
   */
  Optional<Found> find(String owner, String name) {
    Map<String, Found> members = byOwner.get(owner);
    if (members != null) {
      Found found = members.getOrDefault(name, members.get(EVERY));
      if (found != null) {
        return Optional.of(found);
      }
    }
    for (Map.Entry<String, Found> entry : byPrefix.entrySet()) {
      if (owner.startsWith(entry.getKey())) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /** Finds the rule for a member that a class has or inherits. */
  Optional<Found> findInherited(Class<?> owner, String name) {
    for (String ancestor : Ancestry.of(owner)) {
      Optional<Found> found = find(ancestor, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Finds the rule for a method or constructor. */
  Optional<Found> find(Executable member) {
    String name = member instanceof java.lang.reflect.Constructor<?> ? "<init>" : member.getName();
    return findInherited(member.getDeclaringClass(), name);
  }
}
