package io.mysimbdp.engine.confine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The classes and interfaces that a loaded class inherits from. */
final class Ancestry {

  private static final ClassValue<List<String>> KNOWN =
      new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
          return compute(type);
        }
      };

  private Ancestry() {}

  /** Returns the names of the class itself, then of all that it inherits from, nearest first. */
  static List<String> of(Class<?> type) {
    return KNOWN.get(type);
  }

  private static List<String> compute(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Class<?> next = open.remove();
      if (names.add(next.getName())) {
        if (next.getSuperclass() != null) {
          open.add(next.getSuperclass());
        }
        open.addAll(List.of(next.getInterfaces()));
      }
    }
    return List.copyOf(names);
  }
}
