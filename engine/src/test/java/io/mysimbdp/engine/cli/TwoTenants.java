package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An installation with the tenants {@code PREFIX_a}, whose app does something with each record, and
 * {@code PREFIX_b}, whose app fails. Each has a table {@code t (a)}.
 */
final class TwoTenants {

  private final Path home;
  private final String prefix;

  TwoTenants(Path home, String prefix) {
    this.home = home;
    this.prefix = prefix;
  }

  /**
   * Makes it, on the Cassandra of the tests.
   *
   * @param settings further lines of engine.conf
   * @param record what the app does with {@code next}, a record, given {@code context} and a table
   *     {@code t}; Java
   */
  void install(String settings, String record) throws IOException {
    write(
        "conf/engine.conf",
        """
        tenants = [%1$s_a, %1$s_b]
        cassandra.contact-points = ["127.0.0.1:%2$d"]
        """
                .formatted(prefix, CassandraServer.contactPoint().getPort())
            + settings);
    for (String tenant : List.of("a", "b")) {
      write("tenants/" + prefix + "_" + tenant + "/tenant.conf", "schema-file = \"t.cql\"");
      write("tenants/" + prefix + "_" + tenant + "/t.cql", "CREATE TABLE t (a text PRIMARY KEY);");
    }
    Path plugins = Files.createDirectories(home.resolve("plugins"));
    PluginJar.named(prefix + "_a")
        .app(
            "@Override public void ingest(BatchContext context) throws Exception {"
                + " var t = Table.of(\"t\", \"a\");"
                + " var records = context.files().get(0).records();"
                + " for (var next = records.next(); next != null; next = records.next()) { "
                + record
                + " } }")
        .buildInto(plugins);
    PluginJar.named(prefix + "_b")
        .app(
            "@Override public void ingest(BatchContext context) {"
                + " throw new IllegalStateException(\"not today\"); }")
        .buildInto(plugins);
  }

  /** Puts a file into the staging directory of a tenant, a or b. */
  void stage(String tenant, String name, String content) throws IOException {
    write("tenants/" + prefix + "_" + tenant + "/staging/" + name, content);
  }

  /**
   * Returns the tenants of a platform of which it is noted which plan they are on, or that none.
   */
  static List<String> withNotedPlan(String platformKeyspace) {
    return CassandraServer.session()
        .execute("SELECT tenant FROM " + platformKeyspace + ".tenant_plan")
        .map(row -> String.valueOf(row.getString("tenant")))
        .all();
  }

  private void write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
