package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the JDK remembers of a JAR for as long as it runs, unless told to forget it. */
final class JdkCaches {

  private static final Logger LOG = LoggerFactory.getLogger(JdkCaches.class);

  private JdkCaches() {}

  /**
   * Forgets a loader and its JAR.
   *
   * @param copy the JAR, deleted already: else an app that still runs could have it cached again
   */
  static void forget(ClassLoader loader, Path copy) {
    // A bundle that is a class of the tenant is else kept until memory runs short.
    ResourceBundle.clearCache(loader);
    closeCachedJar(copy);
  }

  /**
   * Closes the JAR that the JDK has kept open since an app first read a resource by its URL. Such a
   * file would take up its disk space, deleted or not. Closing a JAR from the cache takes it out of
   * there; there is no other way to it.
   */
  private static void closeCachedJar(Path copy) {
    try {
      URLConnection connection = URI.create("jar:" + copy.toUri() + "!/").toURL().openConnection();
      connection.setUseCaches(true);
      if (connection instanceof JarURLConnection jar) {
        jar.getJarFile().close();
      }
    } catch (IOException e) {
      LOG.debug("The JDK has no open JAR {}", copy);
    }
  }
}
