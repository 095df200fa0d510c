package io.mysimbdp.engine.failure;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where in a tenant's code something went wrong, as its stack trace has it. */
public final class PlaceInCode {

  private PlaceInCode() {}

  /**
   * Returns the first frame that lies in the package of the app's class, or else in its JAR. Throws
   * nothing, whatever the throwable does.
   */
  public static Optional<StackTraceElement> of(Throwable thrown, Class<?> app) {
    return of(RetoldException.stackTraceOf(thrown), app);
  }

  /** Does the same for the stack trace of a thread. */
  public static Optional<StackTraceElement> of(StackTraceElement[] trace, Class<?> app) {
    String inPackage = app.getPackageName() + ".";
    return first(trace, inPackage, null).or(() -> first(trace, "", jarOf(app)));
  }

  /** Returns a place as {@code App.java:5}. */
  public static String text(StackTraceElement place) {
    return place.getFileName() + ":" + place.getLineNumber();
  }

  /** Returns the name of the loader of a tenant's JAR; that of nobody for an app of a test. */
  private static String jarOf(Class<?> app) {
    ClassLoader loader = app.getClassLoader();
    String name =
        loader == null || loader == ClassLoader.getSystemClassLoader() ? null : loader.getName();
    return name == null ? "" : name;
  }

  private static Optional<StackTraceElement> first(
      StackTraceElement[] trace, String prefix, @Nullable String loader) {
    return Arrays.stream(trace)
        .filter(frame -> frame.getClassName().startsWith(prefix))
        .filter(frame -> loader == null || loader.equals(frame.getClassLoaderName()))
        .filter(frame -> frame.getFileName() != null && frame.getLineNumber() > 0)
        .findFirst();
  }
}
