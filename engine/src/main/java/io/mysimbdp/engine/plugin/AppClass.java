package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.RefusedCallException;
import io.mysimbdp.engine.confine.Retelling;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.PlaceInCode;
import io.mysimbdp.engine.failure.RetoldException;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.WranglingApp;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/**
 * The class of a tenant's app. Resolving follows the rules of {@link java.util.ServiceLoader}, but
 * with a sentence of our own for each of them; and no code of the tenant runs in it.
 */
final class AppClass {

  private final Constructor<? extends ClientBatchIngestApp> constructor;

  private AppClass(Constructor<? extends ClientBatchIngestApp> constructor) {
    this.constructor = constructor;
  }

  /**
   * Loads the class without initialising it.
   *
   * @throws EngineException when it is no usable app
   */
  static AppClass resolve(TenantJar tenant, ClassLoader loader) {
    JarLabel jar = tenant.label();
    String name = tenant.appClass();
    try {
      Class<?> found = Class.forName(name, false, loader);
      if (found.getClassLoader() != loader) {
        throw broken(jar, "names " + name + " as its app, which is no class of the JAR");
      }
      if (!ClientBatchIngestApp.class.isAssignableFrom(found)) {
        throw broken(
            jar,
            "names "
                + name
                + " as its app, which does not implement "
                + ClientBatchIngestApp.class.getName());
      }
      return new AppClass(constructor(jar, found.asSubclass(ClientBatchIngestApp.class)));
    } catch (ClassNotFoundException e) {
      throw jar.refusal(
          FailureCode.PLUGIN_BROKEN_CLASS,
          "names " + name + " as its app, which it lacks" + JarClasses.hint(tenant.copy(), name),
          e);
    } catch (LinkageError | SecurityException | StackOverflowError e) {
      throw jar.refusal(
          FailureCode.PLUGIN_BROKEN_CLASS,
          "has an app " + name + " that cannot be loaded: " + Retelling.of(e),
          e);
    }
  }

  /** Tells whether the engine drives the app over records, and the app does nothing else. */
  boolean isWrangling() {
    return WranglingApp.class.isAssignableFrom(constructor.getDeclaringClass());
  }

  private static Constructor<? extends ClientBatchIngestApp> constructor(
      JarLabel jar, Class<? extends ClientBatchIngestApp> app) {
    if (Modifier.isAbstract(app.getModifiers())) {
      throw broken(
          jar,
          "names " + app.getName() + " as its app, which is abstract: name a class that is not");
    }
    if (!Modifier.isPublic(app.getModifiers())) {
      throw broken(
          jar, "names " + app.getName() + " as its app, which is not public: make it public");
    }
    try {
      return app.getConstructor();
    } catch (NoSuchMethodException e) {
      throw jar.refusal(
          FailureCode.PLUGIN_BROKEN_CLASS,
          "names "
              + app.getName()
              + " as its app, which has no public constructor without parameters: add one",
          e);
    }
  }

  /**
   * Makes an instance. The first call initialises the class. Runs code of the tenant, under its
   * loader.
   *
   * @throws EngineException for whatever that throws
   */
  @SuppressWarnings("try") // The swap is there for its close.
  ClientBatchIngestApp newInstance() {
    Class<?> app = constructor.getDeclaringClass();
    try (LoaderSwap swap = LoaderSwap.to(app.getClassLoader())) {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw cannotBeCreated(app, e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) {
      throw cannotBeCreated(app, e);
    }
  }

  private static EngineException cannotBeCreated(Class<?> app, Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Throwable inner = thrown instanceof ExceptionInInitializerError ? thrown.getCause() : thrown;
    Throwable cause = inner == null ? thrown : inner;
    String begin = "app " + app.getName() + " cannot be created: ";
    if (cause instanceof RefusedCallException) {
      return new EngineException(FailureCode.CALL_REFUSED, begin + cause.getMessage(), cause);
    }
    String place =
        PlaceInCode.of(cause, app).map(frame -> " (" + PlaceInCode.text(frame) + ")").orElse("");
    return new EngineException(
        FailureCode.PLUGIN_BROKEN_CLASS,
        begin + Retelling.of(thrown) + place,
        RetoldException.of(thrown));
  }

  private static EngineException broken(JarLabel jar, String rest) {
    return jar.refusal(FailureCode.PLUGIN_BROKEN_CLASS, rest);
  }
}
