package io.mysimbdp.engine.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this JVM holds after a collection of garbage.
 *
 * @param loaders class loaders of tenants' apps
 * @param classes classes of all kinds
 * @param metaspace bytes of what is known of them
 */
record Footprint(long loaders, long classes, long metaspace) {

  private static final Pattern LOADERS =
      Pattern.compile(
          "\\s(\\d+)\\s+\\d+\\s+io\\.mysimbdp\\.engine\\.plugin\\.TenantClassLoader\\s");

  static Footprint now() {
    return new Footprint(
        countLoaders(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        usedMetaspace());
  }

  /** A histogram counts what is reachable, so it collects the rest first. */
  private static long countLoaders() {
    String histogram;
    try {
      histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
    Matcher line = LOADERS.matcher(histogram);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  private static long usedMetaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
