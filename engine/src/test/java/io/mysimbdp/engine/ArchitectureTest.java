package io.mysimbdp.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mysimbdp.engine.plugin.PluginCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** The structure of the engine, as rules. Each says why it is there. */
class ArchitectureTest {

  private static final String ENGINE = "io.mysimbdp.engine";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ENGINE);

  @Test
  void the_scan_sees_the_engine() {
    assertThat(CLASSES.size()).as("else every rule below holds for nothing").isGreaterThan(100);
  }

  @Test
  void packages_have_no_cycles() {
    slices()
        .matching(ENGINE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package can be understood and changed only after those it depends on")
        .check(CLASSES);
  }

  @Test
  void packages_depend_on_each_other_in_one_direction() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ENGINE + "..")
        .layer("cli")
        .definedBy(ENGINE + ".cli..")
        .layer("console")
        .definedBy(ENGINE + ".console..")
        .layer("report")
        .definedBy(ENGINE + ".report..")
        .layer("metrics")
        .definedBy(ENGINE + ".metrics..")
        .layer("notify")
        .definedBy(ENGINE + ".notify..")
        .layer("statistics")
        .definedBy(ENGINE + ".statistics..")
        .layer("rehearsal")
        .definedBy(ENGINE + ".rehearsal..")
        .layer("schedule")
        .definedBy(ENGINE + ".schedule..")
        .layer("verify")
        .definedBy(ENGINE + ".verify..")
        .layer("worker")
        .definedBy(ENGINE + ".worker..")
        .layer("child")
        .definedBy(ENGINE + ".child..")
        .layer("trial")
        .definedBy(ENGINE + ".trial..")
        .layer("estimate")
        .definedBy(ENGINE + ".estimate..")
        .layer("sandbox")
        .definedBy(ENGINE + ".sandbox..")
        .layer("process")
        .definedBy(ENGINE + ".process..")
        .layer("protocol")
        .definedBy(ENGINE + ".protocol..")
        .layer("ledger")
        .definedBy(ENGINE + ".ledger..")
        .layer("metering")
        .definedBy(ENGINE + ".metering..")
        .layer("run")
        .definedBy(ENGINE + ".run..")
        .layer("write")
        .definedBy(ENGINE + ".write..")
        .layer("bulk")
        .definedBy(ENGINE + ".bulk..")
        .layer("session")
        .definedBy(ENGINE + ".session..")
        .layer("schema")
        .definedBy(ENGINE + ".schema..")
        .layer("plugin")
        .definedBy(ENGINE + ".plugin..")
        .layer("confine")
        .definedBy(ENGINE + ".confine..")
        .layer("records")
        .definedBy(ENGINE + ".records..")
        .layer("staging")
        .definedBy(ENGINE + ".staging..")
        .layer("objectstore")
        .definedBy(ENGINE + ".objectstore..")
        .layer("admission")
        .definedBy(ENGINE + ".admission..")
        .layer("quarantine")
        .definedBy(ENGINE + ".quarantine..")
        .layer("cassandra")
        .definedBy(ENGINE + ".cassandra..")
        .layer("spark")
        .definedBy(ENGINE + ".spark..")
        .layer("machine")
        .definedBy(ENGINE + ".machine..")
        .layer("share")
        .definedBy(ENGINE + ".share..")
        .layer("files")
        .definedBy(ENGINE + ".files..")
        .layer("terminal")
        .definedBy(ENGINE + ".terminal..")
        .layer("scaffold")
        .definedBy(ENGINE + ".scaffold..")
        .layer("generate")
        .definedBy(ENGINE + ".generate..")
        .layer("parts")
        .definedBy(ENGINE + ".parts..")
        .layer("cluster")
        .definedBy(ENGINE + ".cluster..")
        .layer("executor")
        .definedBy(ENGINE + ".executor..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("console")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("metrics")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("notify")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("statistics")
        .mayOnlyBeAccessedByLayers("cli", "report")
        .whereLayer("rehearsal")
        .mayOnlyBeAccessedByLayers("cli", "report")
        .whereLayer("schedule")
        .mayOnlyBeAccessedByLayers(
            "cli", "report", "verify", "metrics", "notify", "console", "rehearsal")
        .whereLayer("verify")
        .mayOnlyBeAccessedByLayers("cli", "report")
        .whereLayer("worker")
        .mayOnlyBeAccessedByLayers(
            "cli", "schedule", "verify", "child", "cluster", "executor", "parts")
        .whereLayer("child")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("trial")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("estimate")
        .mayOnlyBeAccessedByLayers("cli", "report")
        .whereLayer("sandbox")
        .mayOnlyBeAccessedByLayers("cli", "report")
        .whereLayer("process")
        .mayOnlyBeAccessedByLayers("cli", "worker", "executor")
        .whereLayer("protocol")
        .mayOnlyBeAccessedByLayers("process", "child")
        .whereLayer("ledger")
        .mayOnlyBeAccessedByLayers("cli", "schedule", "verify", "report", "metrics", "statistics")
        .whereLayer("metering")
        .mayOnlyBeAccessedByLayers("cli", "report", "estimate", "schedule", "ledger")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers(
            "cli",
            "report",
            "schedule",
            "worker",
            "process",
            "child",
            "ledger",
            "verify",
            "metrics",
            "notify",
            "statistics",
            "trial",
            "console",
            "rehearsal",
            "cluster",
            "executor",
            "parts")
        .whereLayer("write")
        .mayOnlyBeAccessedByLayers("run", "verify", "report", "protocol", "trial")
        .whereLayer("bulk")
        .mayOnlyBeAccessedByLayers("cli", "worker", "run", "write", "executor")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("cli", "ledger", "worker", "run", "write", "executor")
        .whereLayer("schema")
        .mayOnlyBeAccessedByLayers("cli", "trial")
        .whereLayer("plugin")
        .mayOnlyBeAccessedByLayers("cli", "worker", "child", "cluster", "executor", "parts")
        .whereLayer("confine")
        .mayOnlyBeAccessedByLayers("plugin", "worker", "run", "child", "session")
        .whereLayer("records")
        .mayOnlyBeAccessedByLayers(
            "admission", "run", "cli", "child", "scaffold", "rehearsal", "parts")
        .whereLayer("admission")
        .mayOnlyBeAccessedByLayers(
            "cli",
            "report",
            "estimate",
            "schedule",
            "ledger",
            "run",
            "notify",
            "trial",
            "console",
            "rehearsal",
            "parts")
        .whereLayer("objectstore")
        .mayOnlyBeAccessedByLayers("cli", "executor")
        .whereLayer("staging")
        .mayOnlyBeAccessedByLayers(
            "cli",
            "schedule",
            "worker",
            "run",
            "verify",
            "trial",
            "objectstore",
            "cluster",
            "parts")
        .whereLayer("quarantine")
        .mayOnlyBeAccessedByLayers(
            "cli", "report", "run", "schedule", "verify", "trial", "console", "parts")
        .whereLayer("cassandra")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("spark")
        .mayOnlyBeAccessedByLayers("cli", "cluster")
        .whereLayer("machine")
        .mayOnlyBeAccessedByLayers("cli", "cassandra", "spark")
        .whereLayer("share")
        .mayOnlyBeAccessedByLayers(
            "cli",
            "schedule",
            "worker",
            "run",
            "write",
            "session",
            "metrics",
            "trial",
            "cluster",
            "executor")
        .whereLayer("files")
        .mayOnlyBeAccessedByLayers(
            "staging", "quarantine", "run", "plugin", "confine", "sandbox", "bulk", "spark")
        .whereLayer("terminal")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("scaffold")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("generate")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("parts")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("cluster")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("executor")
        .mayOnlyBeAccessedByLayers("cli", "cluster")
        .because("a file flows staging → schedule → worker → run → write, and nothing flows back")
        .check(CLASSES);
  }

  @ParameterizedTest(name = "{0} only in {1}")
  @CsvSource(
      textBlock =
          """
          org.pf4j,                      plugin
          com.typesafe.config,           config
          com.cronutils,                 time
          com.netflix.concurrency.limits, share
          com.univocity,                 records
          com.github.luben,              records
          org.apache.commons.compress,   records
          org.objectweb.asm,             confine
          org.apache.logging.log4j,      log
          org.HdrHistogram,              statistics
          com.samskivert.mustache,       report
          org.eclipse.jetty,             console
          io.mysimbdp.bulk,              bulk
          org.apache.velocity,           scaffold
          software.amazon,               objectstore
          picocli,                       cli
          io.micrometer,                 metrics
          io.prometheus,                 metrics
          """)
  void a_library_lives_in_one_package(String library, String home) {
    noClasses()
        .that(
            resideInAPackage(ENGINE + "..").and(not(resideInAPackage(ENGINE + "." + home + ".."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .because("a library that is used in one place can be replaced in one place")
        .check(CLASSES);
  }

  @Test
  void the_driver_lives_where_cassandra_is_spoken_to() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    ENGINE + ".session..",
                    ENGINE + ".schema..",
                    ENGINE + ".write..",
                    ENGINE + ".bulk..",
                    ENGINE + ".ledger..",
                    ENGINE + ".run..",
                    ENGINE + ".worker..",
                    ENGINE + ".protocol..",
                    ENGINE + ".process..",
                    ENGINE + ".child..",
                    ENGINE + ".trial..",
                    ENGINE + ".sandbox..",
                    ENGINE + ".cassandra..",
                    ENGINE + ".executor..",
                    ENGINE + ".cli..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.datastax..")
        .because("all else must work on any worker, with or without a session")
        .check(CLASSES);
  }

  @Test
  void what_runs_on_the_class_path_of_cassandra_is_not_referred_to() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.mysimbdp.bulk.writer..", "org.apache.cassandra..")
        .because("those classes are there only in the process that writes SSTables")
        .check(CLASSES);
  }

  @Test
  void what_runs_on_the_class_path_of_spark_is_not_referred_to() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.mysimbdp.spark.driver..", "io.mysimbdp.spark.executor..", "org.apache.spark..")
        .because("those classes are there only in Spark's driver and its executors")
        .check(CLASSES);
  }

  @Test
  void only_its_two_ends_know_of_spark() {
    noClasses()
        .that(not(resideInAnyPackage(ENGINE + ".cluster..", ENGINE + ".executor..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.mysimbdp.spark..")
        .because("all else is the same wherever a run is executed")
        .check(CLASSES);
  }

  @Test
  void what_is_charged_is_computed_and_not_fetched() {
    noClasses()
        .that(resideInAPackage(ENGINE + ".metering.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ENGINE + "..")
                .and(
                    not(
                        resideInAnyPackage(
                            ENGINE + ".metering..",
                            ENGINE + ".config..",
                            ENGINE + ".time..",
                            ENGINE + ".failure.."))))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "org.slf4j..")
        .because("a bill is a function of what is written down, and tested as one")
        .check(CLASSES);
  }

  @Test
  void only_the_command_line_prints_and_exits() {
    noClasses()
        .that(not(resideInAPackage(ENGINE + ".cli..")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .because("the rest of the engine is a library, also for tests and other workers")
        .check(CLASSES);
  }

  @Test
  void no_command_loads_jars_without_saying_which_are_trusted() {
    noClasses()
        .that(resideInAPackage(ENGINE + ".cli.."))
        .should()
        .callMethod(PluginCatalog.class, "load", Path.class, String.class)
        .because("it trusts every JAR, whatever engine.conf says")
        .check(CLASSES);
  }

  @Test
  void time_is_injected() {
    noClasses()
        .that(
            not(resideInAnyPackage(ENGINE + ".cli..", ENGINE + ".child..", ENGINE + ".executor..")))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because("waits, windows and leases are tested without sleeping")
        .check(CLASSES);
  }

  @Test
  void nothing_is_logged_through_java_util_logging() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
  }

  @Test
  void exceptions_say_what_they_are() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
  }

  @Test
  void whoever_speaks_of_tenants_says_of_which() {
    noClasses()
        .that(
            resideInAnyPackage(
                ENGINE + ".cli..",
                ENGINE + ".schedule..",
                ENGINE + ".parts..",
                ENGINE + ".worker..",
                ENGINE + ".ledger..",
                ENGINE + ".session..",
                ENGINE + ".write.."))
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Logger.class)))
                .and(target(nameMatching("info|warn|error|at(Info|Warn|Error)"))))
        .because("a line that EventLog does not get is in no tenant's log and is no event")
        .check(CLASSES);
  }

  @Test
  void loggers_are_constants() {
    fields()
        .that()
        .haveRawType(Logger.class)
        .and()
        .haveName("LOG")
        .should()
        .bePrivate()
        .andShould()
        .beStatic()
        .andShould()
        .beFinal()
        .because("a logger belongs to its class")
        .check(CLASSES);
  }

  @Test
  void names_say_what_a_class_is() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Manager|Util|Utils|Helper)(\\$.*)?")
        .because("such names say nothing")
        .check(CLASSES);
  }

  @Test
  void every_package_explains_itself_and_is_null_marked() {
    Pattern engine = Pattern.compile(Pattern.quote(ENGINE) + "\\.\\w+");
    CLASSES.stream()
        .map(c -> c.getPackage())
        .distinct()
        .filter(p -> engine.matcher(p.getName()).matches())
        .forEach(
            p ->
                assertThat(p.isAnnotatedWith(org.jspecify.annotations.NullMarked.class))
                    .as("package-info of " + p.getName() + " is marked NullMarked")
                    .isTrue());
  }
}
