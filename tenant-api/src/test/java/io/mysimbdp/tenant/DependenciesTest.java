package io.mysimbdp.tenant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A type named in the API is a promise for years, so few may be. */
@AnalyzeClasses(packages = "io.mysimbdp", importOptions = DoNotIncludeTests.class)
class DependenciesTest {

  @ArchTest
  static final ArchRule DEPENDS_ON_LITTLE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.mysimbdp.tenant",
              "org.jspecify..",
              "org.slf4j..",
              "com.datastax.oss.driver.api..");

  @ArchTest
  static final ArchRule GIVES_OUT_NO_SESSION_OF_THE_DRIVER =
      noClasses().should().dependOnClassesThat().haveNameMatching(".*\\.(Cql)?Session(Builder)?");

  @ArchTest
  static final ArchRule HAS_ONE_PACKAGE = classes().should().resideInAPackage("io.mysimbdp.tenant");
}
