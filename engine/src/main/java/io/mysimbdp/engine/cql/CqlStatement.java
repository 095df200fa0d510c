package io.mysimbdp.engine.cql;

import java.util.List;
import java.util.Set;

/**
 * What one statement does, as far as the engine must know.
 *
 * @param kind what it is
 * @param kinds what it is and what it holds, where it is a batch
 * @param leadingWord its first word, upper case
 * @param tables every table it touches, in its order; empty for {@link Kind#OTHER}, which is not
 *     looked into
 * @param functionKeyspaces the keyspaces that it names before a function
 * @param conditional whether it is a lightweight transaction
 * @param usesTtl whether it sets a time to live
 * @param usesTimestamp whether it sets a write time
 */
public record CqlStatement(
    Kind kind,
    Set<Kind> kinds,
    String leadingWord,
    List<CqlTable> tables,
    Set<String> functionKeyspaces,
    boolean conditional,
    boolean usesTtl,
    boolean usesTimestamp) {

  /** The kinds of statement. */
  public enum Kind {
    /** Reads. */
    SELECT,
    /** Writes a row. */
    INSERT,
    /** Writes a row. */
    UPDATE,
    /** Deletes rows or columns. */
    DELETE,
    /** Several of INSERT, UPDATE and DELETE. */
    BATCH,
    /** Anything else, by its first word. */
    OTHER
  }

  /** Copies. */
  public CqlStatement {
    kinds = Set.copyOf(kinds);
    tables = List.copyOf(tables);
    functionKeyspaces = Set.copyOf(functionKeyspaces);
  }

  /**
   * Reads a statement. Trailing semicolons are allowed, a second statement is not.
   *
   * @throws CqlSyntaxException when it is not understood wholly
   */
  public static CqlStatement parse(String cql) {
    return new StatementParser(CqlTokenizer.tokenize(cql)).parse();
  }
}
