package io.mysimbdp.engine.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.cql.CqlName;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Creates the keyspace and tables that a tenant declares, where they are missing. Thread-safe; two
 * may work on the same keyspace at the same time, here or in another engine.
 */
public final class SchemaInstaller {

  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(60);
  private static final int ROUNDS = 5;

  /** Makes an installer. */
  public SchemaInstaller() {}

  /**
   * Checks a script, as far as one can without Cassandra.
   *
   * @param tables the tables that may be declared
   * @return the names of the tables that it declares
   * @throws EngineException as {@link #ensure}, SCHEMA_INVALID or CONFIG_INVALID
   */
  public static List<String> check(
      String keyspace, NamePatterns tables, String schemaScript, String origin) {
    checkName(keyspace);
    List<String> names = new ArrayList<>();
    for (Declaration declaration : declarations(keyspace, tables, schemaScript, origin)) {
      if (declaration.table() != null) {
        names.add(declaration.table().name());
      }
    }
    return names;
  }

  private static List<Declaration> declarations(
      String keyspace, NamePatterns tables, String schemaScript, String origin) {
    List<Declaration> declarations = new SchemaParser(keyspace, origin).parse(schemaScript);
    for (Declaration declaration : declarations) {
      TableShape table = declaration.table();
      if (table != null && !tables.allow(table.name())) {
        throw new EngineException(
            FailureCode.SCHEMA_INVALID,
            origin
                + ":"
                + declaration.line()
                + ": table "
                + table.name()
                + " is none of tables = "
                + tables
                + ", which this tenant may use");
      }
    }
    return declarations;
  }

  /**
   * Makes Cassandra hold at least what a script declares. Nothing is ever dropped or changed:
   * tables and columns that are not declared belong to other versions or tenants, missing columns
   * are added unless they are part of a key.
   *
   * @param keyspace created with these replication options when it does not exist
   * @param replication for example {@code class} and {@code replication_factor}
   * @param tables the tables that may be declared
   * @param schemaScript CREATE TABLE and CREATE TYPE statements
   * @param origin of the script, for messages, for example {@code
   *     gift_card.jar!/META-INF/mysimbdp/schema.cql}
   * @return a sentence for each thing that was done, and for a replication that is not the wished
   *     one; empty when all was there
   * @throws EngineException CONFIG_INVALID for an illegal keyspace name; SCHEMA_INVALID when the
   *     script or Cassandra's answer to it is at fault; SCHEMA_CONFLICT when what is declared
   *     contradicts what there is
   * @throws DriverException when Cassandra cannot be reached or does not answer
   */
  public List<String> ensure(
      CqlSession session,
      String keyspace,
      Map<String, String> replication,
      NamePatterns tables,
      String schemaScript,
      String origin) {
    checkName(keyspace);
    List<Declaration> declarations = declarations(keyspace, tables, schemaScript, origin);
    List<String> done = new ArrayList<>();
    LiveSchema live = LiveSchema.read(session, keyspace);
    if (live.replication().isEmpty()) {
      createKeyspace(session, keyspace, replication, done);
      live = LiveSchema.read(session, keyspace);
    }
    if (!Replication.matches(replication, live.replication())) {
      done.add(
          "left keyspace "
              + keyspace
              + " with replication "
              + Replication.toCql(live.replication())
              + ", although "
              + Replication.toCql(replication)
              + " is configured");
    }
    List<Change> changes = new SchemaDiff(keyspace, origin, live).changes(declarations);
    Set<String> refused = new HashSet<>();
    for (int round = 1; !changes.isEmpty(); round++) {
      if (round > ROUNDS) {
        throw new EngineException(
            FailureCode.INTERNAL,
            origin + ": Cassandra does not show what was done: " + changes.get(0).done());
      }
      apply(session, changes, done, origin, refused);
      // Read again rather than believe: another installer may have been faster, with other columns.
      live = LiveSchema.read(session, keyspace);
      changes = new SchemaDiff(keyspace, origin, live).changes(declarations);
    }
    refreshDriver(session, keyspace, declarations);
    return List.copyOf(done);
  }

  private static void checkName(String keyspace) {
    if (!KEYSPACE.matcher(keyspace).matches() || keyspace.startsWith("system")) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "Illegal keyspace name '"
              + keyspace
              + "': expected a lower-case letter, then at most 47 lower-case letters, digits or"
              + " underscores, and no name that begins with system");
    }
  }

  private static void createKeyspace(
      CqlSession session, String keyspace, Map<String, String> replication, List<String> done) {
    String options = Replication.toCql(replication);
    try {
      change(
          session,
          "CREATE KEYSPACE " + CqlName.render(keyspace) + " WITH replication = " + options);
    } catch (AlreadyExistsException e) {
      return; // Another installer was faster.
    } catch (QueryValidationException e) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "Keyspace "
              + keyspace
              + " cannot be created with replication "
              + options
              + ": "
              + e.getMessage(),
          e);
    }
    done.add("created keyspace " + keyspace + " with replication " + options);
  }

  /** Applies changes up to the first that is refused. */
  private static void apply(
      CqlSession session,
      List<Change> changes,
      List<String> done,
      String origin,
      Set<String> refused) {
    for (Change change : changes) {
      try {
        change(session, change.cql());
        done.add(change.done());
      } catch (QueryValidationException | ServerError e) {
        // The first time it may be a race, which reading again settles.
        if (!refused.add(change.cql())) {
          throw rejected(change, origin, e);
        }
        return;
      }
    }
  }

  private static EngineException rejected(Change change, String origin, DriverException e) {
    return new EngineException(
        FailureCode.SCHEMA_INVALID,
        origin + ":" + change.line() + ": Cassandra refuses it: " + e.getMessage(),
        e);
  }

  private static void change(CqlSession session, String cql) {
    session.execute(SimpleStatement.newInstance(cql).setTimeout(CHANGE_TIMEOUT));
    if (!session.checkSchemaAgreement()) {
      // Transient: a node that is away comes back and learns of it.
      throw new DriverTimeoutException(
          "Cassandra's nodes do not agree on the schema after: " + firstLine(cql));
    }
  }

  private static String firstLine(String cql) {
    return cql.lines().findFirst().orElse(cql);
  }

  /** The driver learns of another engine's changes with a delay; the writer needs them now. */
  private static void refreshDriver(
      CqlSession session, String keyspace, List<Declaration> declarations) {
    Optional<KeyspaceMetadata> known = session.getMetadata().getKeyspace("\"" + keyspace + "\"");
    boolean upToDate =
        known.isPresent()
            && declarations.stream().allMatch(declaration -> isKnown(known.get(), declaration));
    if (!upToDate) {
      try {
        session.refreshSchema();
      } catch (IllegalStateException e) {
        // The driver says so while its control connection is away; it comes back by itself.
        throw new DriverTimeoutException("the schema cannot be read: " + e.getMessage());
      }
    }
  }

  private static boolean isKnown(KeyspaceMetadata known, Declaration declaration) {
    TableShape table = declaration.table();
    if (table == null) {
      return true;
    }
    return known
        .getTable(CqlName.render(table.name()))
        .map(
            found ->
                table.columns().keySet().stream()
                    .allMatch(column -> found.getColumn(CqlName.render(column)).isPresent()))
        .orElse(false);
  }
}
