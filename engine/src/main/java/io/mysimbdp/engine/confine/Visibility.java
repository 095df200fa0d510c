package io.mysimbdp.engine.confine;

import io.mysimbdp.tenant.ClientBatchIngestApp;
import org.jspecify.annotations.Nullable;

/** What of the JVM a tenant may see: the JDK, what is shared with it, and its own classes. */
final class Visibility {

  private static final ClassLoader ENGINE = Visibility.class.getClassLoader();

  private static final ClassLoader SHARED = ClientBatchIngestApp.class.getClassLoader();

  private Visibility() {}

  /** Tells whether a class is hidden from tenants. */
  static boolean isHidden(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return isHidden(element.getClassLoader()) && !isShared(element);
  }

  /** Tells whether a loader is hidden from tenants. */
  static boolean isHidden(@Nullable ClassLoader loader) {
    return loader == ENGINE || loader == SHARED || loader == ClassLoader.getSystemClassLoader();
  }

  /**
   * A shared class is one that the tenant's loader finds under its name: asking it is the one way
   * that never contradicts the list it goes by.
   */
  private static boolean isShared(Class<?> type) {
    return Call.callingLoader()
        .map(
            loader -> {
              try {
                return Class.forName(type.getName(), false, loader) == type;
              } catch (ClassNotFoundException | LinkageError e) {
                return false;
              }
            })
        .orElse(false);
  }
}
