package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of a statement that nobody changes or overrides any more. The driver encodes them late,
 * and when it tries again on its own threads: a collection or a number of a tenant's making could
 * wait there for as long as it likes.
 */
final class BoundValues {

  private BoundValues() {}

  /** Returns the first object that is of a class of the tenant's own where the driver's are due. */
  static Optional<Class<?>> foreignClass(SimpleStatement statement) {
    for (Object value : statement.getPositionalValues()) {
      Optional<Class<?>> foreign = foreignClass(value);
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    for (Object value : statement.getNamedValues().values()) {
      Optional<Class<?>> foreign = foreignClass(value);
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    return Optional.empty();
  }

  /** Returns the statement with copies of its values that are collections. */
  static SimpleStatement settled(SimpleStatement statement) {
    SimpleStatement result = statement;
    if (hasCollection(statement.getPositionalValues())) {
      result = result.setPositionalValues(copy(statement.getPositionalValues()));
    }
    if (hasCollection(statement.getNamedValues().values())) {
      Map<CqlIdentifier, Object> named = new LinkedHashMap<>();
      statement.getNamedValues().forEach((name, value) -> named.put(name, settled(value)));
      result = result.setNamedValuesWithIds(named);
    }
    return result;
  }

  private static boolean hasCollection(Iterable<?> values) {
    for (Object value : values) {
      if (isCollection(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCollection(@Nullable Object value) {
    return value instanceof List || value instanceof Set || value instanceof Map;
  }

  private static @Nullable Object settled(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return copy(list);
    }
    if (value instanceof Set<?> set) {
      Set<Object> copy = new LinkedHashSet<>();
      set.forEach(each -> copy.add(settled(each)));
      return Collections.unmodifiableSet(copy);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put(settled(key), settled(each)));
      return Collections.unmodifiableMap(copy);
    }
    return value;
  }

  private static List<Object> copy(List<?> list) {
    List<Object> copy = new ArrayList<>(list.size());
    list.forEach(each -> copy.add(settled(each)));
    return Collections.unmodifiableList(copy);
  }

  private static Optional<Class<?>> foreignClass(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<Class<?>> foreign =
            foreignClass(entry.getKey()).or(() -> foreignClass(entry.getValue()));
        if (foreign.isPresent()) {
          return foreign;
        }
      }
      return Optional.empty();
    }
    if (value instanceof List || value instanceof Set) {
      for (Object each : (Iterable<?>) value) {
        Optional<Class<?>> foreign = foreignClass(each);
        if (foreign.isPresent()) {
          return foreign;
        }
      }
      return Optional.empty();
    }
    return value == null || isKnown(value.getClass())
        ? Optional.empty()
        : Optional.of(value.getClass());
  }

  /** Tells whether a class is one of the JDK's or of the driver's. */
  static boolean isKnown(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || loader == Statement.class.getClassLoader();
  }
}
