package io.mysimbdp.engine.confine;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules for calls that the JDK makes on an app's behalf: by reflection and by method handles. What
 * may not be called directly may not be called so either, and what has to be checked is refused
 * outright, for the arguments of a method handle are known only later.
 */
final class ReflectionRules {

  private static final String NOT_SO = "which is refused by reflection; call it directly";

  private ReflectionRules() {}

  static void addTo(RuleTable table) {
    table.screen("java.lang.reflect.Method", ReflectionRules::checkMember, "invoke");
    table.screen("java.lang.reflect.Constructor", ReflectionRules::checkMember, "newInstance");
    table.screen("java.lang.Class", ReflectionRules::checkClass, "newInstance");
    for (String kind :
        new String[] {"", "Boolean", "Byte", "Char", "Double", "Float", "Int", "Long", "Short"}) {
      table.screen(
          "java.lang.reflect.Field", ReflectionRules::checkField, "get" + kind, "set" + kind);
    }
    table.screen(
        "java.lang.reflect.AccessibleObject",
        ReflectionRules::checkOpened,
        "setAccessible",
        "trySetAccessible");
    lookups(table);
    String unseen = "which calls what nobody has checked; no app may";
    for (String name : new String[] {"Expression", "Statement", "XMLDecoder", "XMLEncoder"}) {
      table.refuse("java.beans." + name, unseen, "<init>");
    }
    table.refuse("java.beans.EventHandler", unseen, "<init>", "create");
  }

  private static void lookups(RuleTable table) {
    String lookup = "java.lang.invoke.MethodHandles$Lookup";
    table.screen(
        lookup,
        ReflectionRules::checkFound,
        "findVirtual",
        "findStatic",
        "findSpecial",
        "findConstructor",
        "findGetter",
        "findSetter",
        "findStaticGetter",
        "findStaticSetter",
        "findVarHandle",
        "findStaticVarHandle",
        "bind");
    table.screen(
        lookup,
        ReflectionRules::checkUnreflected,
        "unreflect",
        "unreflectSpecial",
        "unreflectConstructor",
        "unreflectGetter",
        "unreflectSetter",
        "unreflectVarHandle");
    table.refuse(
        lookup,
        "which would define classes that nobody has checked; shade them into the JAR, or ask for"
            + " isolation = process",
        "defineClass",
        "defineHiddenClass",
        "defineHiddenClassWithClassData");
    table.screen(
        "java.lang.invoke.MethodHandles", ReflectionRules::checkPrivate, "privateLookupIn");
  }

  private static void checkMember(Call call) {
    if (call.argument(0) instanceof Executable member) {
      check(call, member);
    }
  }

  private static void check(Call call, Executable member) {
    Class<?> owner = member.getDeclaringClass();
    String shown = owner.getName() + "." + member.getName();
    if (OwnObjects.isConfined(owner)) {
      return;
    }
    if (Visibility.isHidden(owner)) {
      throw call.refused("for " + shown + ", which is the engine's");
    }
    if (RuleTable.ALL.find(member).isPresent()) {
      throw call.refused("for " + shown + ", " + NOT_SO);
    }
  }

  private static void checkClass(Call call) {
    if (call.argument(0) instanceof Class<?> type && !OwnObjects.isConfined(type)) {
      if (Visibility.isHidden(type)) {
        throw call.refused("for " + type.getName() + ", which is the engine's");
      }
      refuseRuled(call, RuleTable.ALL.find(type.getName(), "<init>"), type.getName());
    }
  }

  private static void checkField(Call call) {
    if (call.argument(0) instanceof Field field) {
      checkNamed(call, field.getDeclaringClass(), field.getName());
    }
  }

  private static void checkFound(Call call) {
    Object where = call.argument(1);
    Class<?> owner =
        where instanceof Class<?> type ? type : where == null ? null : where.getClass();
    if (owner != null) {
      checkNamed(call, owner, call.argument(2) instanceof String name ? name : "<init>");
    }
  }

  private static void checkUnreflected(Call call) {
    Object member = call.argument(1);
    if (member instanceof Executable executable) {
      check(call, executable);
    } else if (member instanceof Field field) {
      checkNamed(call, field.getDeclaringClass(), field.getName());
    }
  }

  private static void checkNamed(Call call, Class<?> owner, String name) {
    if (Visibility.isHidden(owner)) {
      throw call.refused("for " + owner.getName() + "." + name + ", which is the engine's");
    }
    refuseRuled(
        call,
        name.equals("<init>")
            ? RuleTable.ALL.find(owner.getName(), name)
            : RuleTable.ALL.findInherited(owner, name),
        owner.getName() + "." + name);
  }

  private static void refuseRuled(Call call, Optional<RuleTable.Found> rule, String shown) {
    if (rule.isPresent()) {
      throw call.refused("for " + shown + ", " + NOT_SO);
    }
  }

  /** An app may open what is private in its own classes, and nobody else's. */
  private static void checkOpened(Call call) {
    Object opened = call.argument(0);
    if (opened instanceof AccessibleObject[] several) {
      AccessibleObject[] fixed = several.clone();
      call.replace(0, fixed);
      for (AccessibleObject each : fixed) {
        checkOpened(call, each);
      }
    } else {
      checkOpened(call, opened);
    }
  }

  private static void checkOpened(Call call, @Nullable Object opened) {
    if (opened instanceof Member member && !OwnObjects.isConfined(member.getDeclaringClass())) {
      String name = member instanceof Constructor<?> ? "its constructor" : member.getName();
      throw call.refused(
          "for " + name + " of " + member.getDeclaringClass().getName() + ", which is not its own");
    }
  }

  private static void checkPrivate(Call call) {
    if (call.argument(0) instanceof Class<?> type && !OwnObjects.isConfined(type)) {
      throw call.refused("for " + type.getName() + ", which is not its own");
    }
  }
}
