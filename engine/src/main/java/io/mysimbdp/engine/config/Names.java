package io.mysimbdp.engine.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for the names of tenants and keyspaces. */
final class Names {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  /** Names that mean something else to the platform, or a device to some file systems. */
  private static final Pattern RESERVED_TENANT =
      Pattern.compile("mysimbdp|engine|system|all|none|con|prn|aux|nul|com[0-9]|lpt[0-9]");

  /** CQL refuses these without quotes, and the platform never quotes. */
  private static final Set<String> CQL_RESERVED =
      Set.of(
          ("add allow alter and apply asc authorize batch begin between by columnfamily create"
                  + " default delete desc describe drop entries execute from full grant if in index"
                  + " infinity insert into is keyspace limit materialized mbean mbeans modify nan"
                  + " norecursive not null of on or order primary rename replace revoke schema"
                  + " select set table to token truncate unlogged unset update use using view where"
                  + " with")
              .split(" "));

  private Names() {}

  /** Returns what is wrong with a tenant id; null: nothing. */
  static @Nullable String tenantProblem(String id) {
    if (!NAME.matcher(id).matches()) {
      return "expected a tenant id of a lower-case letter, then at most 47 lower-case letters,"
          + " digits or underscores, got "
          + Display.quoted(id);
    }
    if (RESERVED_TENANT.matcher(id).matches()) {
      return "expected a tenant id that is not reserved, got " + Display.quoted(id);
    }
    return null;
  }

  /** Returns what is wrong with a keyspace name; null: nothing. */
  static @Nullable String keyspaceProblem(String name) {
    if (!NAME.matcher(name).matches()) {
      return "expected a keyspace name of a lower-case letter, then at most 47 lower-case letters,"
          + " digits or underscores, got "
          + Display.quoted(name);
    }
    if (name.startsWith("system")) {
      return "expected a keyspace that is not Cassandra's own, got "
          + Display.quoted(name)
          + ": names with system in front are taken";
    }
    if (CQL_RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      return "expected a keyspace name that is no reserved word of CQL, got "
          + Display.quoted(name);
    }
    return null;
  }
}
