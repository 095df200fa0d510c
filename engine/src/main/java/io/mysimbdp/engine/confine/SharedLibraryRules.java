package io.mysimbdp.engine.confine;

import java.util.Set;

/** Rules for the libraries that tenants share with the engine. */
final class SharedLibraryRules {

  private static final String SESSION =
      "which would open a session past the engine's guard; use BatchContext.session";

  private static final String CONTEXT = "which is of the platform's own session and its log-in";

  /** What the engine's own log lines go by. */
  private static final Set<String> RESERVED = Set.of("tenant", "run");

  private SharedLibraryRules() {}

  static void addTo(RuleTable table) {
    String driver = "com.datastax.oss.driver.api.core.";
    table.refuse(driver + "CqlSession", SESSION, "builder");
    table.refuse(driver + "CqlSessionBuilder", SESSION, "*");
    table.refuse(driver + "session.SessionBuilder", SESSION, "*");
    table.refuse(driver + "config.DriverConfigLoader", SESSION, "*");
    table.refuse(driver + "config.ProgrammaticDriverConfigLoaderBuilder", SESSION, "*");
    driverState(table, driver);
    table.swap("org.slf4j.LoggerFactory", "getLogger", "logger");
    table.refuse("org.slf4j.LoggerFactory", "which reaches the engine's logs", "getILoggerFactory");
    table.refuse("org.slf4j.LoggerFactory", "which reaches the engine's logs", "getProvider");
    table.screen("org.slf4j.MDC", SharedLibraryRules::checkKey, "put", "putCloseable", "remove");
    table.screen("org.slf4j.MDC", SharedLibraryRules::checkKey, "pushByKey", "popByKey");
    table.refuse(
        "org.slf4j.MDC",
        "which would take tenant and run out of its own log lines",
        "clear",
        "setContextMap",
        "getMDCAdapter");
  }

  /** Objects of the driver that all tenants and the engine share, and ways to its session. */
  private static void driverState(RuleTable table, String driver) {
    table.screen(
        driver + "type.codec.registry.MutableCodecRegistry", OwnObjects::checkReceiver, "register");
    table.screen(driver + "detach.Detachable", OwnObjects::checkReceiver, "attach");
    table.screen(driver + "cql.PreparedStatement", OwnObjects::checkReceiver, "setResultMetadata");
    table.refuse(driver + "type.UserDefinedType", CONTEXT, "getAttachmentPoint");
    table.refuse(driver + "type.TupleType", CONTEXT, "getAttachmentPoint");
    for (String type :
        new String[] {
          "context.DriverContext",
          "session.Session",
          "auth.AuthProvider",
          "auth.Authenticator",
          "auth.ProgrammaticPlainTextAuthProvider",
          "config.DriverConfig",
          "config.DriverExecutionProfile"
        }) {
      table.refuse(driver + type, CONTEXT, "*");
    }
  }

  private static void checkKey(Call call) {
    if (call.argument(0) instanceof String key && RESERVED.contains(key)) {
      throw call.refused("for " + key + ", by which the engine's log lines go");
    }
  }
}
