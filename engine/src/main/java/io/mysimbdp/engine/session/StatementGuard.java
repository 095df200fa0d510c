package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.cql.DefaultBatchStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultBoundStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultSimpleStatement;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.cql.CqlStatement;
import io.mysimbdp.engine.cql.CqlStatement.Kind;
import io.mysimbdp.engine.cql.CqlSyntaxException;
import io.mysimbdp.engine.cql.CqlTable;
import io.mysimbdp.engine.session.GuardedSession.Access;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which statements a tenant may send. Thread-safe.
 *
 * <p>Only the driver's own classes are let in, by their exact class: they are immutable, so what is
 * checked is what is sent. A tenant's own implementation could answer differently the second time.
 */
final class StatementGuard {

  private static final int LARGEST_PAGE = 10_000;

  private final String keyspace;
  private final CqlIdentifier identifier;
  private final NamePatterns tables;
  private final Access access;

  /** Weak, so that a tenant that prepares for ever fills no more than its own memory. */
  private final Set<PreparedStatement> prepared =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  StatementGuard(String keyspace, NamePatterns tables, Access access) {
    this.keyspace = keyspace;
    this.tables = tables;
    this.access = access;
    this.identifier = CqlIdentifier.fromInternal(keyspace);
  }

  /** Returns the statement to send for a text. */
  SimpleStatement admit(String cql) {
    check(cql);
    return SimpleStatement.newInstance(cql).setKeyspace(identifier);
  }

  /** Notes a statement that was prepared from an admitted text. */
  void remember(PreparedStatement statement) {
    // Another class might define its own equality and so pass for one of the set.
    if (statement.getClass() != DefaultPreparedStatement.class) {
      throw new IllegalStateException("Unknown kind of prepared statement: " + statement);
    }
    prepared.add(statement);
  }

  /** Returns the statement to send for a tenant's statement. */
  Statement<?> admit(Statement<?> statement) {
    checkOptions(statement);
    Class<?> type = statement.getClass();
    if (type == DefaultSimpleStatement.class) {
      SimpleStatement simple = (SimpleStatement) statement;
      checkSimple(simple);
      return simple.setKeyspace(identifier);
    }
    if (type == DefaultBoundStatement.class) {
      checkBound((BoundStatement) statement);
      return statement;
    }
    if (type == DefaultBatchStatement.class) {
      BatchStatement batch = (BatchStatement) statement;
      checkKeyspace(batch.getKeyspace());
      for (BatchableStatement<?> child : batch) {
        checkChild(child);
      }
      return batch.setKeyspace(identifier);
    }
    throw refused("its class " + type.getName() + " is not one of the driver's");
  }

  private void checkChild(BatchableStatement<?> child) {
    checkOptions(child);
    Class<?> type = child.getClass();
    if (type == DefaultSimpleStatement.class) {
      Kind kind = checkSimple((SimpleStatement) child);
      if (kind == Kind.SELECT || kind == Kind.BATCH) {
        throw refused("a batch cannot hold a " + kind);
      }
    } else if (type == DefaultBoundStatement.class) {
      checkBound((BoundStatement) child);
    } else {
      throw refused("a statement in the batch is of class " + type.getName());
    }
  }

  private Kind checkSimple(SimpleStatement statement) {
    checkKeyspace(statement.getKeyspace());
    return check(statement.getQuery());
  }

  private void checkBound(BoundStatement statement) {
    PreparedStatement origin = statement.getPreparedStatement();
    if (origin.getClass() != DefaultPreparedStatement.class || !prepared.contains(origin)) {
      throw refused("it is bound from a statement that this session has not prepared");
    }
  }

  private void checkOptions(Statement<?> statement) {
    checkKeyspace(statement.getRoutingKeyspace());
    if (statement.getExecutionProfile() != null || statement.getExecutionProfileName() != null) {
      throw refused("it names an execution profile of the driver");
    }
    if (statement.getNode() != null) {
      throw refused("it names the node to run on");
    }
    if (!statement.getCustomPayload().isEmpty()) {
      throw refused("it carries a custom payload");
    }
    if (statement.isTracing()) {
      throw refused("it asks for tracing, which loads the whole platform");
    }
    if (statement.getPageSize() > LARGEST_PAGE) {
      throw refused(
          "its page size is "
              + statement.getPageSize()
              + " rows, more than the "
              + LARGEST_PAGE
              + " of the platform");
    }
  }

  private void checkKeyspace(@Nullable CqlIdentifier named) {
    if (named != null && !named.equals(identifier)) {
      throw refused("it is set to keyspace " + named.asCql(true));
    }
  }

  private Kind check(String cql) {
    CqlStatement statement;
    try {
      statement = CqlStatement.parse(cql);
    } catch (CqlSyntaxException e) {
      throw refused("it is not understood, " + e.getMessage());
    }
    if (statement.kind() == Kind.OTHER) {
      throw refused(statement.leadingWord() + " is no data statement");
    }
    if (access == Access.READ_ONLY && statement.kind() != Kind.SELECT) {
      throw refused("this run only verifies what another one has written, and may only read");
    }
    for (CqlTable table : statement.tables()) {
      if (table.keyspace() != null && !table.keyspace().equals(keyspace)) {
        throw refused("table " + table + " is in another keyspace");
      }
      if (!tables.allow(table.name())) {
        throw refused("table " + table + " is none of tables = " + tables);
      }
    }
    for (String named : statement.functionKeyspaces()) {
      if (!named.equals(keyspace)) {
        throw refused("it calls a function of keyspace " + named);
      }
    }
    return statement.kind();
  }

  private SecurityException refused(String why) {
    return new SecurityException(
        "Statement refused: "
            + why
            + "; allowed are SELECT, INSERT, UPDATE, DELETE and batches of these on tables of"
            + " keyspace "
            + keyspace);
  }
}
