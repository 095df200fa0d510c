package io.mysimbdp.engine.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The keyspaces of a sandbox, with a name that nobody can guess, so that none of somebody else's is
 * ever dropped in its place.
 *
 * @param name the sandbox's name: {@code sandbox_} and twenty letters or digits
 */
public record SandboxKeyspaces(String name) {

  private static final Pattern NAME = Pattern.compile("sandbox_[a-z0-9]{20}");
  private static final int DIGITS = 20;
  private static final int LETTERS = 36;

  /** Dropping makes the servers flush and delete. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Checks. */
  public SandboxKeyspaces {
    if (!isName(name)) {
      throw new IllegalArgumentException("Expected the name of a sandbox, got " + name);
    }
  }

  static SandboxKeyspaces random(RandomGenerator random) {
    StringBuilder name = new StringBuilder("sandbox_");
    for (int i = 0; i < DIGITS; i++) {
      name.append(Character.forDigit(random.nextInt(LETTERS), LETTERS));
    }
    return new SandboxKeyspaces(name.toString().toLowerCase(Locale.ROOT));
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the keyspace of the tenant's tables. */
  public String tables() {
    return name;
  }

  /** Returns the keyspace of the ledger. */
  public String ledger() {
    return name + "_ledger";
  }

  /**
   * Drops both where they are there.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException when Cassandra does not do so
   */
  public void drop(CqlSession session) {
    for (String keyspace : new String[] {tables(), ledger()}) {
      session.execute(
          SimpleStatement.newInstance("DROP KEYSPACE IF EXISTS " + keyspace).setTimeout(PATIENCE));
    }
  }
}
