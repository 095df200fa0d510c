package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The parent of every tenant loader: the JDK's platform classes and the shared packages. */
final class SharedLoader extends ClassLoader {

  private final ClassLoader engine;

  SharedLoader(ClassLoader engine) {
    super("shared", ClassLoader.getPlatformClassLoader());
    this.engine = engine;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SharedPackages.holdsClass(name)) {
      return engine.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return SharedPackages.holdsResource(name) ? engine.getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return SharedPackages.holdsResource(name)
        ? engine.getResources(name)
        : Collections.emptyEnumeration();
  }
}
