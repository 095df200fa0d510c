package io.mysimbdp.engine.cql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The spelling of names. */
public final class CqlName {

  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");

  /** Words of Cassandra 5.0 that are no names unless quoted, and those to be on the safe side. */
  private static final Set<String> RESERVED =
      Set.of(
          ("ADD ALLOW ALTER AND APPLY ASC AUTHORIZE BATCH BEGIN BY COLUMNFAMILY CREATE DELETE DESC"
                  + " DESCRIBE DROP ENTRIES EXECUTE FROM FULL GRANT IF IN INDEX INFINITY INSERT"
                  + " INTO IS KEYSPACE LIMIT MATERIALIZED MBEAN MBEANS MODIFY NAN NORECURSIVE NOT"
                  + " NULL OF ON OR ORDER PRIMARY RENAME REPLACE REVOKE SCHEMA SELECT SET TABLE TO"
                  + " TOKEN TRUNCATE UNLOGGED UPDATE USE USING VIEW WHERE WITH")
              .split(" "));

  private CqlName() {}

  /** Tells whether the word, in any case, needs quotes to be a name. */
  public static boolean isReserved(String word) {
    return RESERVED.contains(word.toUpperCase(Locale.ROOT));
  }

  /** Returns the name as it must be written in CQL: with quotes where they are needed. */
  public static String render(String name) {
    return PLAIN.matcher(name).matches() && !isReserved(name)
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }
}
