package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginJar;
import java.util.function.UnaryOperator;

/**
 * A tenant that makes one mistake, of the kind that newcomers make.
 *
 * @param id of the tenant and of its JAR
 * @param what the mistake, in a few words
 * @param jar makes the JAR, from a begun one
 * @param profile its tenant.conf
 * @param file what is staged
 * @param code that of a failure which comes before there is a run; {@link #NONE} where there is
 *     none
 * @param isTried whether the test kit can tell it
 */
record Mistake(
    String id,
    String what,
    UnaryOperator<PluginJar> jar,
    String profile,
    String file,
    String code,
    boolean isTried) {

  static final String NONE = "-";

  /** The first line of what is staged, and two records. */
  private static final String TWO = "id\tname\n1\tone\n2\ttwo\n";

  private static final String SCHEMA =
      """
      CREATE TABLE names (id int PRIMARY KEY, name text, score double, tags list<text>);
      CREATE TABLE counts (id int PRIMARY KEY, n counter);
      """;

  Mistake(String id, String what, UnaryOperator<PluginJar> jar) {
    this(id, what, jar, "", TWO, NONE, true);
  }

  Mistake profile(String lines) {
    return new Mistake(id, what, jar, lines, file, code, isTried);
  }

  /** Returns the same with this done to its JAR. */
  Mistake jar(UnaryOperator<PluginJar> change) {
    return new Mistake(
        id, what, begun -> change.apply(jar.apply(begun)), profile, file, code, isTried);
  }

  /** Returns the same, which fails with this code before there is a run. */
  Mistake failing(FailureCode before) {
    return new Mistake(id, what, jar, profile, file, before.name(), isTried);
  }

  /** Returns the same, which shows only in the engine. */
  Mistake untried() {
    return new Mistake(id, what, jar, profile, file, code, false);
  }

  /** Returns a tenant whose JAR is right but for this. */
  static Mistake jar(String id, String what, UnaryOperator<PluginJar> change) {
    return new Mistake(
        id, what, begun -> change.apply(begun.app("public void ingest(BatchContext c) {}")));
  }

  /** Returns a tenant whose app does this with its {@code context}; the body is on line 5. */
  static Mistake ingesting(String id, String what, String body) {
    return new Mistake(id, what, begun -> declared(begun).source("acme.App", ingest(body)));
  }

  /** Returns a tenant whose app makes this of each {@code record}; the body is on line 6. */
  static Mistake wrangling(String id, String what, String body) {
    return new Mistake(
        id,
        what,
        begun ->
            declared(begun)
                .source(
                    "acme.App",
                    """
                    package acme;
                    import io.mysimbdp.tenant.*;
                    public class App extends WranglingApp {
                      static final Table NAMES = Table.of("names", "id", "name");
                      public Outcome wrangle(InputRecord record) throws Exception {
                        %s
                      }
                    }
                    """
                        .formatted(body)));
  }

  /** Returns the source of an app with this body. */
  static String ingest(String body) {
    return """
        package acme;
        import io.mysimbdp.tenant.*;
        public class App implements ClientBatchIngestApp {
          public void ingest(BatchContext context) throws Exception {
            %s
          }
        }
        """
        .formatted(body);
  }

  /** Returns the body that does this with each {@code record}, in one line. */
  static String each(String body) {
    return "for (StagedFile f : context.files()) { var records = f.records(); InputRecord record;"
        + " while ((record = records.next()) != null) { "
        + body
        + " } }";
  }

  /** Adds the declaration of the tables, and names the app. */
  static PluginJar declared(PluginJar jar) {
    return jar.service("acme.App").entry("META-INF/mysimbdp/schema.cql", SCHEMA);
  }

  @Override
  public String toString() {
    return what;
  }
}
