package io.mysimbdp.engine.cli;

import static io.mysimbdp.engine.cli.Mistake.declared;
import static io.mysimbdp.engine.cli.Mistake.each;
import static io.mysimbdp.engine.cli.Mistake.ingest;
import static io.mysimbdp.engine.cli.Mistake.ingesting;
import static io.mysimbdp.engine.cli.Mistake.jar;
import static io.mysimbdp.engine.cli.Mistake.wrangling;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginJar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A zoo of them, each in a real JAR. */
final class Mistakes {

  /** An answer that is there already calls back at once, on the thread that asks for it. */
  private static final String OFTEN = "for (int i = 0; i < 20; i++) ";

  private static final String INGEST = " public void ingest(BatchContext c) {} ";
  private static final String SCHEMA = "META-INF/mysimbdp/schema.cql";
  private static final String WRITE =
      "context.writer().write(record, Table.of(\"names\", \"id\", \"name\")"
          + ".row(Integer.valueOf(record.get(\"id\")), record.get(\"name\")));";

  private Mistakes() {}

  static List<Mistake> all() {
    return Stream.of(
            packaging(), versions(), classes(), tables(), values(), records(), sessions(), rest())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mistake> packaging() {
    return List.of(
        jar(
            "bundled_api",
            "tenant-api bundled, and what comes with it",
            j ->
                j.entry("io/mysimbdp/tenant/Row.class", new byte[8])
                    .entry("com/datastax/oss/driver/api/core/CqlSession.class", new byte[8])
                    .entry("org/slf4j/Logger.class", new byte[8])),
        jar(
            "bundled_driver",
            "the driver bundled",
            j -> j.entry("com/datastax/oss/driver/api/core/CqlSession.class", new byte[8])),
        jar("bundled_slf4j", "slf4j bundled", j -> j.entry("org/slf4j/Logger.class", new byte[8])),
        new Mistake("no_service", "no service entry", j -> j.source("acme.App", ingest(""))),
        jar("empty_service", "an empty service entry", j -> j.service("# nothing yet")),
        jar("two_apps", "two apps in one JAR", j -> j.service("acme.App", "acme.Other")),
        jar("typo_service", "a service entry with a slip", j -> j.service("acme.Ap")),
        jar("no_manifest", "no manifest", PluginJar::withoutManifest),
        jar("no_id", "no Plugin-Id", j -> j.manifest("Plugin-Id", null)),
        jar(
            "no_id_other",
            "no Plugin-Id, in a file of another name",
            j -> j.manifest("Plugin-Id", null).file("acme-app-1.0.jar")),
        jar("no_version", "no Plugin-Version", j -> j.manifest("Plugin-Version", null)),
        jar("no_requires", "no Plugin-Requires", j -> j.manifest("Plugin-Requires", null)),
        jar(
            "class_path",
            "libraries beside the JAR",
            j -> j.manifest("Class-Path", "lib/commons-csv.jar")),
        jar("wrong_plugin", "a plugin that no JAR has", j -> j.manifest("Plugin-Id", "books"))
            .profile("plugin = boks")
            .failing(FailureCode.PLUGIN_MISSING));
  }

  private static List<Mistake> versions() {
    return List.of(
        jar(
            "api_newer",
            "built against a newer tenant-api",
            j -> j.manifest("Plugin-Requires", "1.9.0")),
        jar(
            "api_next_major",
            "built against the next major version",
            j -> j.manifest("Plugin-Requires", ">=2.0.0 & <3.0.0")),
        jar(
            "api_older",
            "built against an earlier major version",
            j -> j.manifest("Plugin-Requires", ">=0.3.0 & <1.0.0")),
        jar(
            "api_unbounded",
            "a range without an end",
            j -> j.manifest("Plugin-Requires", ">=1.0.0")),
        jar(
            "newer_java",
            "an app compiled for a newer Java",
            j -> j.entry("acme/App.class", newer("acme.App", ingest("")))),
        ingesting("newer_java_inside", "another class compiled for a newer Java", "new Other();")
            .jar(
                j ->
                    j.source("acme.Other", "package acme; public class Other {}")
                        .entry(
                            "acme/Other.class",
                            newer("acme.Other", "package acme; public class Other {}"))));
  }

  private static List<Mistake> classes() {
    return List.of(
        new Mistake(
            "not_public",
            "an app that is not public",
            j ->
                j.service("acme.App")
                    .source("acme.App", ingest("").replace("public class", "class"))),
        new Mistake(
            "is_abstract",
            "an app that is abstract",
            j ->
                j.service("acme.App")
                    .source(
                        "acme.App", ingest("").replace("public class", "public abstract class"))),
        new Mistake(
            "no_constructor",
            "an app that wants to be given something",
            j -> j.app(INGEST + "public App(int size) {}")),
        new Mistake(
            "no_interface",
            "an app that implements nothing",
            j -> j.service("acme.App").source("acme.App", "package acme; public class App {}")),
        new Mistake(
            "throwing_constructor",
            "a constructor that throws",
            j ->
                declared(j)
                    .app(
                        INGEST
                            + "public App() { throw new IllegalStateException(\"no licence\"); }")),
        new Mistake(
            "throwing_static",
            "a static block that throws",
            j ->
                declared(j)
                    .app(
                        INGEST
                            + "static { if (true) throw new IllegalStateException(\"no licence\"); }")),
        new Mistake(
            "missing_super",
            "a superclass that was not shaded in",
            j ->
                j.service("acme.App")
                    .source(
                        "acme.App",
                        ingest("").replace("implements ClientBatchIngestApp", "extends lib.Base"))
                    .source(
                        "lib.Base",
                        "package lib; public abstract class Base implements io.mysimbdp.tenant.ClientBatchIngestApp {}")
                    .without("lib/Base.class")),
        csv(ingesting("missing_library", "a library that was not shaded in", "lib.Csv.parse();"))
            .jar(j -> j.without("lib/Csv.class")),
        csv(wrangling(
                "missing_in_wrangle",
                "a library that was not shaded in, when wrangling",
                "lib.Csv.parse(); return null;"))
            .jar(j -> j.without("lib/Csv.class")),
        csv(ingesting("older_library", "a library in another version", "lib.Csv.parse();"))
            .jar(
                j ->
                    j.entry(
                        "lib/Csv.class",
                        Objects.requireNonNull(
                            PluginJar.compiled(
                                    Map.of("lib.Csv", "package lib; public class Csv {}"))
                                .get("lib/Csv.class")))),
        ingesting("throws", "an exception", "throw new IllegalStateException(\"no licence\");"));
  }

  private static List<Mistake> tables() {
    return List.of(
        wrangling(
            "wrong_table",
            "a table with a slip",
            "return Outcome.write(Table.of(\"nmes\", \"id\").row(1));"),
        ingesting(
            "wrong_table_written",
            "a table with a slip, by the writer",
            each("context.writer().write(record, Table.of(\"nmes\", \"id\").row(1));")),
        wrangling(
            "undeclared_table",
            "a table that is not declared",
            "return Outcome.write(Table.of(\"orders\", \"id\").row(1));"),
        wrangling(
            "wrong_column",
            "a column with a slip",
            "return Outcome.write(Table.of(\"names\", \"id\", \"nmae\").row(1, \"x\"));"),
        wrangling(
            "no_key",
            "a primary key column left out",
            "return Outcome.write(Table.of(\"names\", \"name\").row(\"x\"));"),
        wrangling(
            "counter",
            "a counter",
            "return Outcome.write(Table.of(\"counts\", \"id\", \"n\").row(1, 1L));"),
        ingesting("no_schema", "no declaration of tables", each(WRITE))
            .jar(j -> j.lacking(SCHEMA))
            .profile("keyspace = acme_empty")
            .untried(),
        ingesting("misplaced_schema", "a declaration where nobody looks", each(WRITE))
            .jar(
                j ->
                    j.lacking(SCHEMA)
                        .entry("schema.cql", "CREATE TABLE names (id int PRIMARY KEY, name text);"))
            .profile("keyspace = acme_empty")
            .untried(),
        ingesting("schema_syntax", "a declaration with a slip", "")
            .jar(
                j -> j.entry(SCHEMA, "CREATE TABLE names (\n  id int PRIMARY KEY\n  name text);\n"))
            .failing(FailureCode.SCHEMA_INVALID),
        ingesting("schema_drop", "a declaration that drops", "")
            .jar(j -> j.entry(SCHEMA, "DROP TABLE names;\n"))
            .failing(FailureCode.SCHEMA_INVALID),
        ingesting("schema_keyspace", "a declaration for another keyspace", "")
            .jar(j -> j.entry(SCHEMA, "CREATE TABLE shop.names (id int PRIMARY KEY);\n"))
            .failing(FailureCode.SCHEMA_INVALID),
        ingesting("schema_type", "a declaration with a type that is none", "")
            .jar(j -> j.entry(SCHEMA, "CREATE TABLE words (id txt PRIMARY KEY, name text);\n"))
            .failing(FailureCode.SCHEMA_INVALID)
            .untried());
  }

  private static List<Mistake> values() {
    return List.of(
        wrangling("null_key", "a null in the key", "return Outcome.write(NAMES.row(null, \"x\"));"),
        wrangling(
            "wrong_type",
            "a value of the wrong type",
            "return Outcome.write(NAMES.row(record.get(\"id\"), \"x\"));"),
        wrangling(
            "wrong_element",
            "a list of the wrong type",
            "return Outcome.write(Table.of(\"names\", \"id\", \"tags\").row(1, java.util.List.of(1)));"),
        wrangling(
            "no_list",
            "a text where a list belongs",
            "return Outcome.write(Table.of(\"names\", \"id\", \"tags\").row(1, \"a,b\"));"),
        wrangling("too_few", "too few values", "return Outcome.write(NAMES.row(1));"),
        wrangling(
            "bad_number",
            "a broken value that is not caught",
            "return Outcome.write(NAMES.row(Integer.valueOf(record.get(\"name\")), \"x\"));"),
        wrangling(
                "wrong_field",
                "a column that the file lacks",
                "return Outcome.write(NAMES.row(1, record.get(\"nme\")));")
            .failing(FailureCode.FILE_UNUSABLE),
        wrangling(
            "wrong_index",
            "a position that the record lacks",
            "return Outcome.write(NAMES.row(1, record.get(2)));"),
        wrangling(
                "many_rejects",
                "nothing but rejects",
                "return Outcome.write(NAMES.row(record.get(\"id\"), \"x\"));")
            .profile("rejects { max-ratio = 0.5, min-sample = 1 }"));
  }

  private static List<Mistake> records() {
    return List.of(
        wrangling("null_outcome", "a wrangler that returns null", "return null;"),
        wrangling("no_rows", "a written record without a row", "return Outcome.write();"),
        ingesting(
            "swallowed",
            "an exception swallowed, and its record forgotten",
            each(
                "try { Integer.valueOf(record.get(\"name\")); } catch (NumberFormatException e) { }")),
        ingesting(
            "swallowed_stream",
            "a record of a stream forgotten",
            "for (StagedFile f : context.files()) { f.open().readAllBytes(); f.record(1, 0, \"x\"); }"),
        ingesting("never_reads", "a file that is not opened", ""),
        ingesting("part", "a file read in part", "context.files().get(0).records().next();"),
        ingesting("stream_part", "a stream read in part", "context.files().get(0).open().read();"),
        ingesting(
            "twice",
            "a file opened twice",
            "context.files().get(0).open(); context.files().get(0).records();"),
        ingesting(
            "rejected_twice",
            "a record rejected twice",
            each(
                "context.rejects().reject(record, \"no\"); context.rejects().reject(record, \"no\");")),
        ingesting(
                "late_write",
                "a thread that writes after the end",
                "var all = new java.util.ArrayList<InputRecord>(); "
                    + each("all.add(record);")
                    + " new Thread(() -> { try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) { for (InputRecord record : all) { context.rejects().skip(record, \"late\"); } } }, \"late\").start();")
            .untried());
  }

  private static List<Mistake> sessions() {
    String select =
        " var s = com.datastax.oss.driver.api.core.cql.SimpleStatement.newInstance(\"SELECT id FROM names\"); ";
    return List.of(
        ingesting(
            "close_session",
            "closing the session",
            "((com.datastax.oss.driver.api.core.CqlSession) context.session()).close();"),
        ingesting(
            "close_anything",
            "closing the session as something else",
            "((AutoCloseable) context.session()).close();"),
        ingesting(
            "own_session",
            "a session of its own",
            "com.datastax.oss.driver.api.core.CqlSession.builder().build();"),
        ingesting("use_keyspace", "USE", "context.session().execute(\"USE shop\");").untried(),
        ingesting(
                "ddl",
                "a table made by the app",
                "context.session().execute(\"CREATE TABLE more (id int PRIMARY KEY)\");")
            .untried(),
        ingesting(
                "other_keyspace",
                "a table of another keyspace",
                "context.session().execute(\"SELECT * FROM system.local\");")
            .untried(),
        ingesting(
                "unknown_table_cql",
                "an unknown table in CQL",
                "context.session().execute(\"SELECT * FROM nmes\");")
            .untried(),
        ingesting(
                "waiting_callback",
                "waiting for an answer in a callback",
                select
                    + OFTEN
                    + "context.session().executeAsync(s).thenAccept(r -> { try { context.session().executeAsync(s).toCompletableFuture().join(); } catch (InterruptedException e) { } }).toCompletableFuture().join();")
            .untried(),
        ingesting(
                "latch_callback",
                "waiting for it by other means",
                select
                    + OFTEN
                    + "{ var latch = new java.util.concurrent.CountDownLatch(1); context.session().executeAsync(s).thenAccept(r -> { try { context.session().executeAsync(s).thenRun(latch::countDown); latch.await(); } catch (InterruptedException e) { } }).toCompletableFuture().join(); }")
            .profile("limits.batch.time = 3s")
            .untried(),
        ingesting(
                "hanging",
                "an app that waits for ever",
                "new java.util.concurrent.CountDownLatch(1).await();")
            .profile("limits.batch.time = 3s")
            .untried());
  }

  private static List<Mistake> rest() {
    return List.of(
        ingesting(
            "setting_missing",
            "a setting that is missing",
            "context.settings().getLong(\"stars\");"),
        ingesting(
                "setting_type",
                "a setting of the wrong type",
                "context.settings().getLong(\"stars\");")
            .profile("settings.stars = many")
            .untried(),
        new Mistake("conf_typo", "a slip in tenant.conf", j -> j.app(INGEST))
            .profile("dialect.formt = csv")
            .failing(FailureCode.CONFIG_INVALID)
            .untried(),
        ingesting("exit", "ending the JVM", "System.exit(0);"),
        ingesting(
                "file_access",
                "reading a file by its path",
                "new java.io.FileInputStream(\"/etc/hosts\");")
            .untried());
  }

  /** Adds a library. */
  private static Mistake csv(Mistake mistake) {
    return mistake.jar(
        j ->
            j.source("lib.Csv", "package lib; public class Csv { public static void parse() {} }"));
  }

  private static byte[] newer(String name, String source) {
    String path = name.replace('.', '/') + ".class";
    byte[] bytes = Objects.requireNonNull(PluginJar.compiled(Map.of(name, source)).get(path));
    bytes[7] = 65;
    return bytes;
  }
}
