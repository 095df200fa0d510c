package io.mysimbdp.engine.confine;

/**
 * Rules for class loaders. A loader of the app's own would define classes that nobody has checked,
 * and the engine's loader would show the engine.
 */
final class LoaderRules {

  private static final String UNCHECKED =
      "which would define classes that nobody has checked; shade them into the JAR, or ask for"
          + " isolation = process";

  private LoaderRules() {}

  static void addTo(RuleTable table) {
    String loader = "java.lang.ClassLoader";
    table.refuse(loader, UNCHECKED, "<init>", "defineClass");
    table.refuse("java.net.URLClassLoader", UNCHECKED, "<init>", "newInstance");
    table.refuse("java.security.SecureClassLoader", UNCHECKED, "<init>");
    table.refuse(
        "java.lang.ModuleLayer",
        UNCHECKED,
        "defineModules",
        "defineModulesWithOneLoader",
        "defineModulesWithManyLoaders");
    table.refuse("java.lang.ModuleLayer$Controller", UNCHECKED, "*");
    table.filter(loader, "getSystemClassLoader", "visible");
    table.filter(loader, "getParent", "visible");
    table.filter("java.lang.Class", "getClassLoader", "visible");
    table.filter("java.lang.Thread", "getContextClassLoader", "visible");
    table.filter("java.lang.Module", "getClassLoader", "visible");
    table.filter("java.security.ProtectionDomain", "getClassLoader", "visible");
    table.refuse(
        loader,
        "which looks into the engine; use getResource of a class of yours",
        "getSystemResource",
        "getSystemResources",
        "getSystemResourceAsStream");
    table.screen("java.lang.Class", LoaderRules::checkClass, "getResource", "getResourceAsStream");
    table.screen("java.lang.Module", LoaderRules::checkModule, "getResourceAsStream");
    table.screen("java.util.ServiceLoader", LoaderRules::giveLoader, "load");
    table.refuse("java.lang.StackWalker", "which shows the engine's classes", "getInstance");
  }

  private static void checkClass(Call call) {
    if (call.argument(0) instanceof Class<?> type && Visibility.isHidden(type)) {
      throw call.refused("for " + type.getName() + ", which looks into the engine");
    }
  }

  private static void checkModule(Call call) {
    if (call.argument(0) instanceof Module module && Visibility.isHidden(module.getClassLoader())) {
      throw call.refused("which looks into the engine");
    }
  }

  /** Without a loader, or on a thread of the JDK's common pool, it would ask the engine's. */
  private static void giveLoader(Call call) {
    ClassLoader own = Call.callingLoader().orElse(null);
    if (call.size() == 2 && call.argument(1) == null && own != null) {
      call.replace(1, own);
    } else if (call.size() == 1 && Thread.currentThread().getContextClassLoader() != own) {
      throw call.refused(
          "on a thread whose context class loader is not the app's; pass it as an argument");
    }
  }
}
