package io.mysimbdp.engine.cli;

/** The versions of what is running. */
final class Versions {

  /**
   * The version of the tenant API, against which a JAR's {@code Plugin-Requires} is checked.
   * Follows semantic versioning; raised with the golden file of the API's surface.
   */
  static final String TENANT_API = "1.0.0";

  private Versions() {}

  /** Returns the engine's version, from its JAR. */
  static String engine() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * Returns the version of the tenant API and the test kit in Maven repositories: they are released
   * with the engine.
   */
  static String artifacts() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? TENANT_API + "-SNAPSHOT" : version;
  }
}
