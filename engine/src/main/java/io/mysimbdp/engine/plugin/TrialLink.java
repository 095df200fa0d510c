package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves the class of an app without running anything of it. */
final class TrialLink {

  private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");
  private static final int FIRST_CLASS_FILE_VERSION = 44;

  private TrialLink() {}

  /**
   * Checks that the class is there and can be an app.
   *
   * @throws UnusablePluginException when it cannot
   */
  static void check(String appClass, ClassLoader loader) {
    try {
      Class<?> app = Class.forName(appClass, false, loader);
      if (!ClientBatchIngestApp.class.isAssignableFrom(app)) {
        throw noService("names " + appClass + " as its app, which is no ClientBatchIngestApp");
      }
      if (Modifier.isAbstract(app.getModifiers())) {
        throw noService("names " + appClass + " as its app, which is abstract");
      }
      checkConstructor(app);
    } catch (ClassNotFoundException e) {
      throw noService("names " + appClass + " as its app, but holds no such class");
    } catch (UnsupportedClassVersionError e) {
      throw new UnusablePluginException(FailureCode.PLUGIN_BROKEN_CLASS, compiledFor(e), e);
    } catch (NoClassDefFoundError e) {
      throw new UnusablePluginException(
          FailureCode.PLUGIN_BROKEN_CLASS,
          "needs the class "
              + String.valueOf(e.getMessage()).replace('/', '.')
              + ", which is neither in the JAR nor shared by the engine; shade it into the JAR",
          e);
    } catch (LinkageError e) {
      throw new UnusablePluginException(
          FailureCode.PLUGIN_BROKEN_CLASS,
          "has a class that cannot be linked: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static void checkConstructor(Class<?> app) {
    if (Modifier.isPublic(app.getModifiers())) {
      for (Constructor<?> constructor : app.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 0 && Modifier.isPublic(constructor.getModifiers())) {
          return;
        }
      }
    }
    throw noService(
        "names "
            + app.getName()
            + " as its app, which is not public or has no public constructor without parameters");
  }

  private static UnusablePluginException noService(String what) {
    return new UnusablePluginException(FailureCode.PLUGIN_NO_SERVICE, what);
  }

  private static String compiledFor(UnsupportedClassVersionError e) {
    Matcher version = CLASS_FILE_VERSION.matcher(String.valueOf(e.getMessage()));
    String java =
        version.find()
            ? "Java " + (Integer.parseInt(version.group(1)) - FIRST_CLASS_FILE_VERSION)
            : "a newer Java";
    return "is compiled for " + java + "; the engine runs on Java " + Runtime.version().feature();
  }
}
