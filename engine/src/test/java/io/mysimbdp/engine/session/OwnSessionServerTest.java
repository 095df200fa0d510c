package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.mysimbdp.engine.CassandraWithLogin;
import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Pause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Cassandra itself keeps a tenant's own role from, with the guard out of the way. */
class OwnSessionServerTest {

  @TempDir private static Path folder;
  private static CassandraWithLogin cassandra;

  private TenantRoles roles;
  private TenantSessions sessions;

  @BeforeAll
  @SuppressWarnings("NullAway.Init") // the tests begin here
  static void start() throws InterruptedException {
    cassandra = new CassandraWithLogin(folder.resolve("server"));
    for (String keyspace : List.of("mine", "yours")) {
      cassandra
          .session()
          .execute(
              "CREATE KEYSPACE "
                  + keyspace
                  + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
      for (String table : List.of("t", "\"U\"")) {
        cassandra
            .session()
            .execute("CREATE TABLE " + keyspace + "." + table + " (a int PRIMARY KEY)");
      }
    }
  }

  @AfterAll
  static void stop() {
    cassandra.close();
  }

  @BeforeEach
  @SuppressWarnings("NullAway.Init") // each test begins here
  void lend() {
    roles = new TenantRoles(cassandra.session(), cassandra.config());
    sessions =
        new TenantSessions(
            cassandra.session(),
            cassandra.config(),
            cassandra.contactPoints(),
            cassandra.opener(),
            System::nanoTime,
            Pause.SLEEP);
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  private static TenantProfile profile(String id, String... lines) {
    return TestingProfiles.of(id, "session = own\nkeyspace = mine\n" + String.join("\n", lines));
  }

  @Test
  void the_user_that_cassandra_comes_with_may_log_in_no_more() throws InterruptedException {
    CassandraConfig stranger =
        cassandra.config().as(new Auth("cassandra", new Secret("cassandra")));

    // Cassandra remembers what it has looked up of a role for a moment.
    Eventually.await(
        "the log-in to be refused",
        () -> {
          try (CqlSession open = cassandra.opener().open(stranger, cassandra.contactPoints())) {
            return open.isClosed();
          } catch (EngineException e) {
            assertThat(e).hasMessageContaining("authentication failed for user 'cassandra'");
            return true;
          }
        });
  }

  @Test
  void a_role_reads_and_writes_its_own_tables_and_nothing_else() {
    TenantProfile profile = profile("walled");
    assertThat(roles.ensure(profile)).isTrue();
    assertThat(roles.ensure(profile)).isFalse();

    try (SessionLender.Loan loan = sessions.lend(profile)) {
      CqlSession own = loan.session();
      assertThat(own).isNotSameAs(cassandra.session());
      own.execute("INSERT INTO mine.t (a) VALUES (1)");
      own.execute("INSERT INTO mine.\"U\" (a) VALUES (1)");
      assertThat(own.execute("SELECT a FROM mine.t").all()).hasSize(1);
      for (String cql :
          List.of(
              "SELECT a FROM yours.t",
              "INSERT INTO yours.t (a) VALUES (1)",
              "BEGIN BATCH INSERT INTO mine.t (a) VALUES (2) INSERT INTO yours.t (a) VALUES (2) APPLY"
                  + " BATCH",
              "SELECT * FROM system_auth.roles",
              "TRUNCATE yours.t",
              "DROP TABLE mine.t",
              "ALTER TABLE mine.t ADD b int",
              "CREATE TABLE mine.x (a int PRIMARY KEY)",
              "CREATE KEYSPACE x WITH replication = {'class': 'SimpleStrategy',"
                  + " 'replication_factor': 1}",
              "GRANT SELECT ON KEYSPACE yours TO mysimbdp_walled",
              "CREATE ROLE other",
              "ALTER ROLE mysimbdp_walled WITH SUPERUSER = true")) {
        assertThatThrownBy(() -> own.execute(cql))
            .as(cql)
            .isInstanceOf(UnauthorizedException.class)
            .satisfies(denial -> assertThat(RequestError.isDenial(denial)).isTrue());
      }
      assertThatThrownBy(() -> own.execute(own.prepare("SELECT a FROM yours.t").bind()))
          .satisfies(denial -> assertThat(RequestError.isDenial(denial)).isTrue());
    }
  }

  @Test
  void rights_follow_the_tables_that_the_profile_names() {
    roles.ensure(profile("narrow"));
    assertThat(rightsOf("mysimbdp_narrow")).containsExactlyInAnyOrder("data/mine/t", "data/mine/U");

    assertThat(roles.ensure(profile("narrow", "tables = [U]"))).isTrue();

    assertThat(rightsOf("mysimbdp_narrow")).containsExactly("data/mine/U");
  }

  private static Set<String> rightsOf(String role) {
    return cassandra
        .session()
        .execute("SELECT resource FROM system_auth.role_permissions WHERE role = ?", role)
        .all()
        .stream()
        .map(row -> row.getString("resource"))
        .collect(Collectors.toSet());
  }

  @Test
  void a_tenant_that_is_removed_can_log_in_no_more() throws InterruptedException {
    TenantProfile profile = profile("leaving");
    roles.ensure(profile);
    sessions.lend(profile).close();
    sessions.close();

    assertThat(roles.drop("leaving")).isTrue();
    assertThat(roles.drop("leaving")).isFalse();

    lend();
    // Cassandra remembers what it has looked up of a role for a moment.
    Eventually.await("the log-in to be refused", () -> isRefused(profile));
    assertThat(sessions.open()).isZero();
  }

  private boolean isRefused(TenantProfile profile) {
    try (SessionLender.Loan loan = sessions.lend(profile)) {
      assertThat(loan.session()).isNotNull();
    } catch (EngineException e) {
      assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_UNREACHABLE);
      assertThat(e)
          .hasMessageStartingWith(
              "the session of tenant leaving, which has session = own, cannot be opened: ")
          .hasMessageEndingWith("authentication failed for user 'mysimbdp_leaving'");
      return true;
    }
    // One that was opened is kept.
    sessions.close();
    lend();
    return false;
  }

  @Test
  void sessions_share_the_threads_of_the_platform_and_few_are_kept_open()
      throws InterruptedException {
    List<TenantProfile> profiles = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      profiles.add(profile("many_" + i));
      roles.ensure(profiles.get(i));
    }
    sessions.lend(profiles.get(0)).close();
    List<SessionLender.Loan> loans = new ArrayList<>();
    for (TenantProfile profile : profiles) {
      loans.add(sessions.lend(profile));
    }

    assertThat(sessions.open()).isEqualTo(6);
    SessionLender.Loan again = sessions.lend(profiles.get(5));
    assertThat(again.session()).isSameAs(loans.get(5).session());
    // Those of a session closed before may still be on their way out.
    Eventually.await(
        "threads of one session only",
        () -> {
          List<String> threads = driverThreads();
          return !threads.isEmpty() && threads.size() == Set.copyOf(threads).size();
        });
    again.close();
    loans.forEach(SessionLender.Loan::close);
    loans.forEach(SessionLender.Loan::close);
    assertThat(sessions.open()).isEqualTo(2);
    try (SessionLender.Loan last = sessions.lend(profiles.get(5))) {
      assertThat(last.session()).isSameAs(loans.get(5).session());
    }
  }

  /** Two sessions with threads of their own have two of each name. */
  private static List<String> driverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("-io-") || name.contains("-admin-"))
        .toList();
  }

  @Test
  void a_new_secret_makes_a_new_password() {
    TenantProfile profile = profile("changed");
    cassandra
        .session()
        .execute(
            "CREATE ROLE mysimbdp_changed WITH PASSWORD = 'of another secret' AND LOGIN = true");

    try (SessionLender.Loan loan = sessions.lend(profile)) {
      assertThat(loan.session().execute("SELECT key FROM system.local").all()).hasSize(1);
    }
  }

  @Test
  void a_table_that_was_made_since_is_known() {
    TenantProfile profile = profile("later");
    roles.ensure(profile);
    sessions.lend(profile).close();
    cassandra.session().execute("CREATE TABLE mine.later (a int PRIMARY KEY)");
    roles.ensure(profile);

    try (SessionLender.Loan loan = sessions.lend(profile)) {
      assertThat(loan.session().getMetadata().getKeyspace("mine").orElseThrow().getTable("later"))
          .isPresent();
      assertThat(loan.session().getMetadata().getKeyspaces()).hasSize(1);
    } finally {
      cassandra.session().execute("DROP TABLE mine.later");
    }
  }

  @Test
  void without_a_secret_there_is_no_session_of_ones_own() {
    TenantProfile profile = profile("plain");
    try (TenantSessions without =
        new TenantSessions(
            cassandra.session(),
            SessionOpenerTest.config("datacenter1", null, null),
            cassandra.contactPoints(),
            cassandra.opener(),
            System::nanoTime,
            Pause.SLEEP)) {
      assertThatThrownBy(() -> without.lend(profile))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "tenant plain has session = own, which needs cassandra.role-secret in"
                  + " conf/engine.conf");
    }
  }
}
