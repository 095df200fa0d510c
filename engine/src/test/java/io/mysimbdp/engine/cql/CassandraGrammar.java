package io.mysimbdp.engine.cql;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.cql.CqlStatement.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cassandra's own parser, by reflection and in a class loader of its own: what it makes of a text,
 * ours must have seen as well. No server is needed.
 */
public final class CassandraGrammar {

  private static final String ROOT = "org.apache.cassandra.";
  private static final String CQL3 = ROOT + "cql3.";

  private static @Nullable CassandraGrammar only;

  private final Method parse;
  private final Object query;

  /**
   * What Cassandra reads in a statement.
   *
   * @param tables all that it names, and types, wherever they stand
   * @param functionKeyspaces those of functions; {@code system} for those of Cassandra's own that
   *     go by a keyword or an operator
   */
  public record Reading(
      Kind kind,
      Set<CqlTable> tables,
      Set<String> functionKeyspaces,
      boolean conditional,
      boolean usesTtl,
      boolean usesTimestamp) {}

  private CassandraGrammar() throws ReflectiveOperationException {
    ClassLoader loader = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
    Class<?> function = loader.loadClass(CQL3 + "CQLFragmentParser$CQLParserFunction");
    Method rule = loader.loadClass(CQL3 + "CqlParser").getMethod("query");
    query =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {function},
            (proxy, method, arguments) -> {
              try {
                return rule.invoke(arguments[0]);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    parse =
        loader
            .loadClass(CQL3 + "CQLFragmentParser")
            .getMethod("parseAnyUnhandled", function, String.class);
  }

  private static URL[] jars() {
    try (Stream<Path> files = Files.list(CassandraServer.libraries())) {
      // Its log would say everything about everything.
      return files
          .filter(file -> !file.getFileName().toString().startsWith("logback"))
          .map(CassandraGrammar::url)
          .toArray(URL[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a text; empty when Cassandra takes it for no statement. */
  public static synchronized Optional<Reading> read(String cql) {
    try {
      if (only == null) {
        only = new CassandraGrammar();
      }
      return Optional.of(readingOf(only.parse.invoke(null, only.query, cql)));
    } catch (InvocationTargetException e) {
      String cause = String.valueOf(e.getCause());
      if (cause.startsWith(ROOT + "exceptions.")
          || cause.startsWith("org.antlr.")
          || cause.startsWith("NoViableAltException")
          || e.getCause() instanceof NumberFormatException) {
        return Optional.empty();
      }
      throw new AssertionError("Cassandra's parser fails for " + cql, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Another Cassandra than the one that was looked at", e);
    }
  }

  private static Reading readingOf(Object statement) throws ReflectiveOperationException {
    Set<CqlTable> tables = new LinkedHashSet<>();
    Set<String> functionKeyspaces = new LinkedHashSet<>();
    boolean conditional = false;
    boolean usesTtl = false;
    boolean usesTimestamp = false;
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.push(statement);
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof Map<?, ?> map) {
        map.forEach((key, value) -> pushAll(open, key, value));
      } else if (next instanceof Collection<?> all) {
        all.forEach(each -> pushAll(open, each));
      } else if (next.getClass().getName().startsWith(ROOT) && !(next instanceof Enum)) {
        String type = next.getClass().getName().substring(ROOT.length());
        switch (type) {
          case "cql3.QualifiedName" ->
              tables.add(
                  new CqlTable((String) get(next, "keyspace"), String.valueOf(get(next, "name"))));
          case "cql3.UTName" ->
              tables.add(
                  new CqlTable((String) get(next, "ksName"), String.valueOf(get(next, "utName"))));
          case "cql3.functions.FunctionName" -> {
            if (get(next, "keyspace") != null) {
              functionKeyspaces.add((String) get(next, "keyspace"));
            }
          }
          case "cql3.Attributes$Raw" -> {
            usesTtl |= get(next, "timeToLive") != null;
            usesTimestamp |= get(next, "timestamp") != null;
          }
          default -> {
            if (isConditional(next)) {
              conditional = true;
            }
          }
        }
        for (Field field : fields(next.getClass())) {
          pushAll(open, field.get(next));
        }
      }
    }
    return new Reading(
        kindOf(statement), tables, functionKeyspaces, conditional, usesTtl, usesTimestamp);
  }

  private static void pushAll(Deque<Object> open, @Nullable Object... objects) {
    for (Object object : objects) {
      if (object != null) {
        open.push(object);
      }
    }
  }

  private static boolean isConditional(Object statement) throws ReflectiveOperationException {
    Class<?> type = statement.getClass().getSuperclass();
    return type != null
        && type.getName().equals(CQL3 + "statements.ModificationStatement$Parsed")
        && (Boolean.TRUE.equals(get(statement, "ifNotExists"))
            || Boolean.TRUE.equals(get(statement, "ifExists"))
            || (get(statement, "conditions") instanceof Collection<?> all && !all.isEmpty()));
  }

  private static Kind kindOf(Object statement) {
    String name = statement.getClass().getName();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "SelectStatement$RawStatement" -> Kind.SELECT;
      case "UpdateStatement$ParsedInsert", "UpdateStatement$ParsedInsertJson" -> Kind.INSERT;
      case "UpdateStatement$ParsedUpdate" -> Kind.UPDATE;
      case "DeleteStatement$Parsed" -> Kind.DELETE;
      case "BatchStatement$Parsed" -> Kind.BATCH;
      default -> Kind.OTHER;
    };
  }

  private static Set<Field> fields(Class<?> type) {
    Set<Field> fields = new LinkedHashSet<>();
    for (Class<?> each = type;
        each != null && each.getName().startsWith(ROOT);
        each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static @Nullable Object get(Object owner, String name)
      throws ReflectiveOperationException {
    for (Class<?> each = owner.getClass(); each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(owner);
        }
      }
    }
    throw new NoSuchFieldException(owner.getClass().getName() + "." + name);
  }
}
