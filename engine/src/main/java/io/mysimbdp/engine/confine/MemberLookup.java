package io.mysimbdp.engine.confine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the rule for a member as a class of a JAR names it. */
final class MemberLookup {

  private final JarShapes jar;
  private final ClassLoader shared;

  /**
   * Makes a lookup.
   *
   * @param shared finds the classes that are not in the JAR
   */
  MemberLookup(JarShapes jar, ClassLoader shared) {
    this.jar = jar;
    this.shared = shared;
  }

  /**
   * Finds a rule.
   *
   * @param owner as the class file has it, with slashes; may be one that only inherits the member
   * @param descriptor of a method; empty for a field
   */
  Optional<RuleTable.Found> find(String owner, String name, String descriptor) {
    if (owner.startsWith("[")) {
      return Optional.empty();
    }
    if (name.equals("<init>")) {
      return jar.find(owner).isPresent()
          ? Optional.empty()
          : RuleTable.ALL.find(owner.replace('/', '.'), name);
    }
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(owner);
    while (!open.isEmpty()) {
      String next = open.remove();
      if (!seen.add(next)) {
        continue;
      }
      Optional<JarShapes.Shape> shape = jar.find(next);
      if (shape.isPresent()) {
        if (shape.get().members().contains(name + descriptor)) {
          return Optional.empty();
        }
        open.addAll(shape.get().parents());
      } else {
        Optional<RuleTable.Found> found = findShared(next.replace('/', '.'), name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<RuleTable.Found> findShared(String className, String name) {
    try {
      return RuleTable.ALL.findInherited(Class.forName(className, false, shared), name);
    } catch (ClassNotFoundException | LinkageError e) {
      // Not there: the call will fail by itself. A rule for its very name holds all the same.
      return RuleTable.ALL.find(className, name);
    }
  }
}
