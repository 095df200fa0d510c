package io.mysimbdp.engine.confine;

/** Rules for what all tenants have in common: one who changes it changes it for all. */
final class GlobalStateRules {

  private static final String SHARED = "which would change it for every tenant";

  private GlobalStateRules() {}

  static void addTo(RuleTable table) {
    system(table);
    for (String[] member :
        new String[][] {
          {"java.util.Locale", "setDefault"},
          {"java.util.TimeZone", "setDefault"},
          {"java.net.URL", "setURLStreamHandlerFactory"},
          {"java.net.URLConnection", "setContentHandlerFactory"},
          {"java.net.URLConnection", "setFileNameMap"},
          {"java.net.URLConnection", "setDefaultAllowUserInteraction"},
          {"java.net.URLConnection", "setDefaultUseCaches"},
          {"java.net.HttpURLConnection", "setFollowRedirects"},
          {"javax.net.ssl.HttpsURLConnection", "setDefaultHostnameVerifier"},
          {"javax.net.ssl.HttpsURLConnection", "setDefaultSSLSocketFactory"},
          {"javax.net.ssl.SSLContext", "setDefault"},
          {"java.net.Authenticator", "setDefault"},
          {"java.net.ProxySelector", "setDefault"},
          {"java.net.CookieHandler", "setDefault"},
          {"java.net.ResponseCache", "setDefault"},
          {"java.security.Policy", "setPolicy"},
          {"java.security.Security", "addProvider"},
          {"java.security.Security", "insertProviderAt"},
          {"java.security.Security", "removeProvider"},
          {"java.security.Security", "setProperty"},
          {"java.sql.DriverManager", "setLogWriter"},
          {"java.sql.DriverManager", "setLogStream"},
          {"java.sql.DriverManager", "setLoginTimeout"},
          {"java.util.logging.LogManager", "*"},
          {"java.util.logging.Logger", "setLevel"},
          {"java.util.logging.Logger", "addHandler"},
          {"java.util.logging.Logger", "removeHandler"},
          {"java.util.logging.Logger", "setFilter"},
          {"java.util.logging.Logger", "setParent"},
          {"java.util.logging.Logger", "setUseParentHandlers"},
          {"java.util.logging.Handler", "setLevel"},
          {"java.util.prefs.Preferences", "*"},
          {"java.beans.PropertyEditorManager", "*"}
        }) {
      table.refuse(member[0], SHARED, member[1]);
    }
    table.screen(
        "java.security.Provider",
        OwnObjects::checkReceiver,
        "clear",
        "compute",
        "computeIfAbsent",
        "computeIfPresent",
        "load",
        "merge",
        "put",
        "putAll",
        "putIfAbsent",
        "remove",
        "replace",
        "replaceAll");
  }

  private static void system(RuleTable table) {
    String system = "java.lang.System";
    table.refuse(
        system,
        SHARED,
        "setProperty",
        "setProperties",
        "clearProperty",
        "setOut",
        "setErr",
        "setIn",
        "setSecurityManager");
    table.refuse(system, "which is the engine's terminal", "console", "inheritedChannel");
    table.swap(system, "getenv", "environment");
    table.swap(system, "getProperty", "property");
    table.swap(system, "getProperties", "properties");
    table.swap(system, "out", "standardOutput");
    table.swap(system, "err", "standardError");
    table.swap(system, "in", "standardInput");
    table.swap("java.lang.Throwable", "printStackTrace", "printStackTrace");
  }
}
