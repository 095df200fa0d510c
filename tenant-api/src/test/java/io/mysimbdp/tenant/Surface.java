package io.mysimbdp.tenant;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a tenant can name of a class, one line each, in an order that is always the same. */
final class Surface {

  private Surface() {}

  /** Returns the lines for the visible ones of these classes. */
  static List<String> of(List<Class<?>> classes) {
    return classes.stream()
        .filter(Surface::isVisible)
        .sorted(Comparator.comparing(Class::getName))
        .flatMap(type -> Stream.concat(Stream.of(header(type)), members(type)))
        .toList();
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String header(Class<?> type) {
    StringBuilder line = new StringBuilder(type.toGenericString());
    if (type.getGenericSuperclass() != null) {
      line.append(" extends ").append(type.getGenericSuperclass().getTypeName());
    }
    if (type.getInterfaces().length > 0) {
      line.append(" implements ").append(names(type.getGenericInterfaces()));
    }
    if (type.getPermittedSubclasses() != null) {
      line.append(" permits ").append(names(type.getPermittedSubclasses()));
    }
    return line.toString();
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !field.isSynthetic() && isVisible(field.getModifiers()))
            .map(Surface::field);
    Stream<String> executables =
        Stream.concat(
                Arrays.stream(type.getDeclaredConstructors()),
                Arrays.stream(type.getDeclaredMethods()))
            .filter(member -> !member.isSynthetic() && isVisible(member.getModifiers()))
            .map(Surface::executable);
    return Stream.concat(fields, executables).sorted().map(line -> "  " + line);
  }

  private static String field(Field field) {
    return Modifier.toString(field.getModifiers())
        + " "
        + annotated(field.getAnnotatedType())
        + " "
        + field.getName();
  }

  private static String executable(Executable member) {
    int kinds =
        member instanceof Method ? Modifier.methodModifiers() : Modifier.constructorModifiers();
    String parameters =
        Arrays.stream(member.getParameters())
            .map(Surface::parameter)
            .collect(Collectors.joining(", "));
    String line =
        Modifier.toString(member.getModifiers() & kinds)
            + (member instanceof Method method && method.isDefault() ? " default " : " ")
            + (member instanceof Method ? annotated(member.getAnnotatedReturnType()) + " " : "")
            + (member instanceof Constructor ? "new" : member.getName())
            + "("
            + parameters
            + ")";
    Type[] thrown = member.getGenericExceptionTypes();
    return thrown.length == 0 ? line : line + " throws " + names(thrown);
  }

  private static String parameter(Parameter parameter) {
    String type = annotated(parameter.getAnnotatedType());
    return parameter.isVarArgs() ? type.replaceFirst("\\[]$", "...") : type;
  }

  private static String annotated(AnnotatedType type) {
    String mark = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    return type instanceof AnnotatedArrayType array
        ? annotated(array.getAnnotatedGenericComponentType())
            + (mark.isEmpty() ? "" : " " + mark)
            + "[]"
        : mark + type.getType().getTypeName();
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }
}
