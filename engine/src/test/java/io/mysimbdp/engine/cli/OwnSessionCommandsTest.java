package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.CassandraWithLogin;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant with a session of its own, from its registration to its end. */
class OwnSessionCommandsTest {

  private static final Map<String, String> SECRETS =
      Map.of("PW", "it's a password", "RS", "a secret of some length");

  @TempDir private Path home;

  @Test
  void a_role_comes_with_its_tenant_carries_its_rows_and_goes_with_it() throws Exception {
    try (CassandraWithLogin cassandra = new CassandraWithLogin(home.resolve("server"))) {
      Path jar = makeInstallation(cassandra);

      assertThat(engine("tenant", "add", "toys", "--jar", jar.toString()))
          .contains("+ its role in Cassandra, with the rights on its tables");
      assertThat(rolesIn(cassandra)).contains("mysimbdp_toys");

      assertThat(engine("run")).contains("toys    done       1        2     1");
      assertThat(
              cassandra.session().execute("SELECT a FROM toys.t").all().stream()
                  .map(row -> row.getString("a")))
          .containsExactlyInAnyOrder("1", "written-2");
      assertThat(
              cassandra
                  .session()
                  .execute(
                      "SELECT permissions FROM system_auth.role_permissions WHERE role ="
                          + " 'mysimbdp_toys' AND resource = 'data/toys/t'")
                  .one()
                  .getSet(0, String.class))
          .containsExactlyInAnyOrder("SELECT", "MODIFY");

      assertThat(engine("tenant", "remove", "toys")).contains("- its role in Cassandra");
      assertThat(rolesIn(cassandra)).doesNotContain("mysimbdp_toys");
    }
  }

  private Path makeInstallation(CassandraWithLogin cassandra) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("plugins"));
    Path staging = Files.createDirectories(home.resolve("tenants/toys/staging"));
    Files.writeString(
        home.resolve("conf/engine.conf"),
        """
        tenants = []
        cassandra {
          contact-points = ["127.0.0.1:%d"]
          user = "Platform owner"
          password { env = PW }
          role-secret { env = RS }
        }
        """
            .formatted(cassandra.contactPoints().get(0).getPort()));
    Files.writeString(
        home.resolve("tenants/toys/tenant.conf"),
        """
        session = own
        schema-file = "toys.cql"
        files.quiet-period = 0s
        write.consistency = ONE
        """);
    Files.writeString(
        home.resolve("tenants/toys/toys.cql"), "CREATE TABLE t (a text PRIMARY KEY);");
    Files.writeString(staging.resolve("a.tsv"), "a\n1\n2\n");
    return PluginJar.named("toys")
        .app(
            "@Override public void ingest(BatchContext context) throws Exception {"
                + " var t = Table.of(\"t\", \"a\");"
                + " var records = context.files().get(0).records();"
                + " var first = records.next();"
                + " context.session().execute(\"INSERT INTO t (a) VALUES (?)\", first.get(0));"
                + " context.rejects().skip(first, \"written by itself\");"
                + " var second = records.next();"
                + " context.writer().write(second, t.row(\"written-\" + second.get(0)));"
                + " records.next(); }")
        .buildInto(home.resolve("new"));
  }

  private static List<String> rolesIn(CassandraWithLogin cassandra) {
    return cassandra.session().execute("SELECT role FROM system_auth.roles").all().stream()
        .map(row -> row.getString("role"))
        .toList();
  }

  private String engine(String... command) {
    return SaidHere.by(home, SECRETS, command);
  }
}
