package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.cql.DefaultBatchStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultBoundStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import com.datastax.oss.driver.internal.core.cql.DefaultSimpleStatement;
import io.mysimbdp.engine.cql.CqlStatement;
import io.mysimbdp.engine.cql.CqlStatement.Kind;
import io.mysimbdp.engine.cql.CqlSyntaxException;
import io.mysimbdp.engine.cql.CqlTable;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.session.TenantRights.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  private static final Set<Class<?>> DRIVERS =
      Set.of(
          DefaultSimpleStatement.class, DefaultBoundStatement.class, DefaultBatchStatement.class);

  private final String keyspace;
  private final CqlIdentifier identifier;
  private final TenantRights rights;

  /** Weak, so that a tenant that prepares for ever fills no more than its own memory. */
  private final Map<PreparedStatement, PreparedStatement> prepared =
      Collections.synchronizedMap(new WeakHashMap<>());

  StatementGuard(TenantRights rights) {
    this.rights = rights;
    this.keyspace = rights.keyspace();
    this.identifier = CqlIdentifier.fromInternal(keyspace);
  }

  /** Returns the statement to send for a text. */
  SimpleStatement admit(String cql) {
    check(cql);
    return SimpleStatement.newInstance(cql).setKeyspace(identifier);
  }

  /**
   * Notes a statement that was prepared from an admitted text.
   *
   * @param lent what the tenant gets
   * @param shared the driver's, which prepares it again for a node only as long as it is there
   */
  void remember(DefaultPreparedStatement lent, PreparedStatement shared) {
    prepared.put(lent, shared);
  }

  /** Returns the statement to send for a tenant's statement. */
  Statement<?> admit(Statement<?> statement) {
    Class<?> type = statement.getClass();
    if (!DRIVERS.contains(type)) {
      throw refused("its class " + type.getName() + " is not one of the driver's");
    }
    checkOptions(statement);
    if (type == DefaultSimpleStatement.class) {
      SimpleStatement simple = (SimpleStatement) statement;
      checkSimple(simple);
      return settled(simple).setKeyspace(identifier);
    }
    if (type == DefaultBoundStatement.class) {
      checkBound((BoundStatement) statement);
      return statement;
    }
    return admitBatch((BatchStatement) statement);
  }

  private BatchStatement admitBatch(BatchStatement batch) {
    checkKeyspace(batch.getKeyspace());
    checkWord("batch", "is a batch");
    if (!(batch.getBatchType() instanceof DefaultBatchType)) {
      throw foreign("its type", batch.getBatchType().getClass());
    }
    List<BatchableStatement<?>> children = new ArrayList<>();
    for (BatchableStatement<?> child : batch) {
      children.add(admitChild(child));
    }
    return batch.clear().addAll(children).setKeyspace(identifier);
  }

  private BatchableStatement<?> admitChild(BatchableStatement<?> child) {
    Class<?> type = child.getClass();
    if (type == DefaultBatchStatement.class || !DRIVERS.contains(type)) {
      throw refused("a statement in the batch is of class " + type.getName());
    }
    checkOptions(child);
    if (type == DefaultBoundStatement.class) {
      checkBound((BoundStatement) child);
      return child;
    }
    Kind kind = checkSimple((SimpleStatement) child);
    if (kind == Kind.SELECT || kind == Kind.BATCH) {
      throw refused("a batch cannot hold a " + kind);
    }
    return settled((SimpleStatement) child);
  }

  private SimpleStatement settled(SimpleStatement statement) {
    Optional<Class<?>> foreign = BoundValues.foreignClass(statement);
    if (foreign.isPresent()) {
      throw foreign("a value", foreign.get());
    }
    return BoundValues.settled(statement);
  }

  private SecurityException foreign(String what, Class<?> type) {
    return refused(what + " is of class " + type.getName() + ", none of the JDK's or the driver's");
  }

  /** The driver asks these on its own threads. */
  private void checkKnown(String what, @Nullable Object option) {
    if (option != null && !BoundValues.isKnown(option.getClass())) {
      throw foreign(what, option.getClass());
    }
  }

  private Kind checkSimple(SimpleStatement statement) {
    checkKeyspace(statement.getKeyspace());
    return check(statement.getQuery());
  }

  private void checkBound(BoundStatement statement) {
    PreparedStatement origin = statement.getPreparedStatement();
    if (origin.getClass() != DefaultPreparedStatement.class || !prepared.containsKey(origin)) {
      throw refused("it is bound from a statement that this session has not prepared");
    }
  }

  private void checkOptions(Statement<?> statement) {
    checkKeyspace(statement.getRoutingKeyspace());
    checkKnown("its routing token", statement.getRoutingToken());
    checkKnown("its consistency level", statement.getConsistencyLevel());
    checkKnown("its serial consistency level", statement.getSerialConsistencyLevel());
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
    if (statement.getQueryTimestamp() != Statement.NO_DEFAULT_TIMESTAMP
        || statement.getNowInSeconds() != Statement.NO_NOW_IN_SECONDS) {
      checkWord("timestamp", "sets a write time");
    }
    if (statement.getConsistencyLevel() != null && statement.getConsistencyLevel().isSerial()) {
      checkWord("conditional", "reads with consistency " + statement.getConsistencyLevel());
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
      throw refused(statement.leadingWord() + " is no data statement" + instead(statement));
    }
    if (rights.access() == Access.READ_ONLY && statement.kind() != Kind.SELECT) {
      throw refused("this run only verifies what another one has written, and may only read");
    }
    checkWords(statement);
    for (CqlTable table : statement.tables()) {
      if (table.keyspace() != null && !table.keyspace().equals(keyspace)) {
        throw refused("table " + table + " is in another keyspace");
      }
      if (!rights.tables().allow(table.name())) {
        throw refused("table " + table + " is none of tables = " + rights.tables());
      }
    }
    for (String named : statement.functionKeyspaces()) {
      if (!named.equals(keyspace)) {
        throw refused("it calls a function of keyspace " + named);
      }
    }
    return statement.kind();
  }

  private void checkWords(CqlStatement statement) {
    for (Kind kind : statement.kinds()) {
      checkWord(kind.name().toLowerCase(Locale.ROOT), "holds " + kind);
    }
    if (statement.conditional()) {
      checkWord("conditional", "is a lightweight transaction (IF)");
    }
    if (statement.usesTtl()) {
      checkWord("ttl", "sets a time to live (USING TTL)");
    }
    if (statement.usesTimestamp()) {
      checkWord("timestamp", "sets a write time (USING TIMESTAMP)");
    }
  }

  private void checkWord(String word, String what) {
    if (!rights.statements().allow(word)) {
      throw refused("it " + what + ", and " + word + " is none of " + rights.statements());
    }
  }

  private String instead(CqlStatement statement) {
    return switch (statement.leadingWord().toUpperCase(Locale.ROOT)) {
      case "CREATE", "ALTER" ->
          ", tables are declared in META-INF/mysimbdp/schema.cql of the JAR, and the engine makes"
              + " them";
      case "USE" -> ", names without a keyspace are looked up in " + keyspace;
      default -> "";
    };
  }

  private SecurityException refused(String why) {
    return new RefusedStatementException(
        "Statement refused: "
            + why
            + "; allowed are SELECT, INSERT, UPDATE, DELETE and batches of these on tables of"
            + " keyspace "
            + keyspace);
  }
}
