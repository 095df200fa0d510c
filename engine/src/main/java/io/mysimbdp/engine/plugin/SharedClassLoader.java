package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.SharedPackages;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What every tenant sees beside its own JAR: the JDK, and of the engine the {@link SharedPackages}
 * alone. Classes and resources follow the same rule.
 */
final class SharedClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader engine;

  SharedClassLoader(ClassLoader engine) {
    super("shared", ClassLoader.getPlatformClassLoader());
    this.engine = engine;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SharedPackages.holdClass(name)) {
      return engine.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String path) {
    return SharedPackages.holdResource(path) ? engine.getResource(path) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String path) throws IOException {
    return SharedPackages.holdResource(path)
        ? engine.getResources(path)
        : Collections.emptyEnumeration();
  }

  @Override
  public String toString() {
    return "shared packages";
  }
}
