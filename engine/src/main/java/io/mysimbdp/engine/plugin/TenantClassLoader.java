package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.ClassRewriter;
import io.mysimbdp.engine.confine.Confined;
import io.mysimbdp.engine.confine.Territories;
import io.mysimbdp.engine.confine.Territory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Manifest;

/**
 * The loader of one tenant's JAR. Parent first: the parent holds only what must be shared, so
 * everything else comes from the JAR. Each class is rewritten as it is defined, so that what it may
 * not do is refused when it tries to.
 */
final class TenantClassLoader extends URLClassLoader implements Confined {

  static {
    registerAsParallelCapable();
  }

  private final String description;
  private final ClassFiles files;
  private final ClassRewriter rewriter;
  private final Territories territories = new Territories();

  /**
   * Opens the JAR.
   *
   * @param id of the plugin; also the loader's name, which stands in stack traces
   * @throws IOException when it cannot be opened
   */
  TenantClassLoader(String id, String version, Path jar, SharedClassLoader shared)
      throws IOException {
    super(id, new URL[] {jar.toUri().toURL()}, shared);
    this.description = "tenant app " + id + " " + version;
    this.files = new ClassFiles(jar);
    this.rewriter = new ClassRewriter(files::bytes, shared);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ClassFiles.ClassFile file;
    try {
      file = files.find(name.replace('.', '/'));
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] rewritten = rewriter.rewrite(file.content().array());
    ensurePackage(name, file.manifest());
    return defineClass(name, rewritten, 0, rewritten.length, file.source());
  }

  private void ensurePackage(String className, Manifest manifest) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && getDefinedPackage(className.substring(0, dot)) == null) {
      try {
        definePackage(className.substring(0, dot), manifest, files.url());
      } catch (IllegalArgumentException e) {
        // Another thread was faster.
      }
    }
  }

  @Override
  public void enter(Territory territory) {
    territories.enter(territory);
  }

  @Override
  public void leave(Territory territory) {
    territories.leave(territory);
  }

  @Override
  public boolean isOwn(String archive) {
    return files.url().toString().equals(archive);
  }

  @Override
  public Optional<Territory> territory() {
    return territories.only();
  }

  @Override
  public void close() throws IOException {
    files.close();
    super.close();
  }

  @Override
  public String toString() {
    return description;
  }
}
