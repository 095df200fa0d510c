package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Making an app runs code of the tenant, which may do anything. */
class NewAppTest {

  private static final String INGEST = " public void ingest(BatchContext context) {}";

  @TempDir Path plugins;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          throw new IllegalStateException("no licence");   | java.lang.IllegalStateException: no licence (App.java:1)
          throw new IllegalStateException();               | java.lang.IllegalStateException (App.java:1)
          throw new IllegalStateException("two\\n  lines"); | java.lang.IllegalStateException: two lines (App.java:1)
          throw new OutOfMemoryError("in tenant code");    | java.lang.OutOfMemoryError: in tenant code (App.java:1)
          throw new StackOverflowError();                  | java.lang.StackOverflowError (App.java:1)
          throw new Hostile();                             | acme.App$Hostile: (its getMessage() threw java.lang.IllegalStateException) (App.java:1)
          lib.Missing.call();                              | class lib.Missing is missing: shade the library that holds it into the JAR (App.java:1)
          """)
  void retells_what_a_constructor_throws(String body, String reason) {
    PluginJar.named("acme")
        .source("lib.Missing", "package lib; public class Missing { public static void call() {} }")
        .without("lib/Missing.class")
        .app(
            INGEST
                + " static class Hostile extends RuntimeException { public String getMessage() {"
                + " throw new IllegalStateException(); } } public App() { "
                + body
                + " }")
        .buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertBroken(catalog, "app acme.App cannot be created: " + reason);
    }
  }

  @Test
  void a_constructor_that_is_interrupted_leaves_the_thread_interrupted() {
    PluginJar.named("acme")
        .app(INGEST + " public App() throws Exception { throw new InterruptedException(); }")
        .buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertBroken(
          catalog, "app acme.App cannot be created: java.lang.InterruptedException (App.java:1)");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void a_throwing_static_initialiser_shows_only_when_an_app_is_made() {
    PluginJar.named("acme")
        .app(INGEST + " static { if (true) throw new IllegalStateException(\"no licence\"); }")
        .buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertBroken(
          catalog,
          "app acme.App cannot be created: its static initialiser threw"
              + " java.lang.IllegalStateException: no licence (App.java:1)");
      assertBroken(
          catalog,
          "app acme.App cannot be created: could not initialize class acme.App: its static"
              + " initialiser threw java.lang.IllegalStateException: no licence at an earlier"
              + " attempt");
    }
  }

  @Test
  void loading_runs_no_code_of_the_tenant() {
    PluginJar.named("acme")
        .app(INGEST + " static { if (true) throw new IllegalStateException(\"has run\"); }")
        .buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertThat(catalog.failures()).isEmpty();
      assertBroken(
          catalog,
          "app acme.App cannot be created: its static initialiser threw"
              + " java.lang.IllegalStateException: has run (App.java:1)");
    }
  }

  @Test
  void initialiser_and_constructor_run_under_the_loader_of_the_app() {
    PluginJar.named("acme")
        .app(
            INGEST
                + " static final ClassLoader FIRST = Thread.currentThread().getContextClassLoader();"
                + " final ClassLoader then = Thread.currentThread().getContextClassLoader();"
                + " public String toString() { return FIRST + \", \" + then; }")
        .buildInto(plugins);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (PluginCatalog catalog = catalog()) {
      assertThat(catalog.find("acme").orElseThrow().newApp())
          .hasToString("tenant app acme 1.0.0, tenant app acme 1.0.0");
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void the_context_loader_is_put_back_after_a_failure() {
    PluginJar.named("acme")
        .app(INGEST + " public App() { throw new Error(\"boom\"); }")
        .buildInto(plugins);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (PluginCatalog catalog = catalog()) {
      assertBroken(catalog, "app acme.App cannot be created: java.lang.Error: boom (App.java:1)");
    }
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  private PluginCatalog catalog() {
    PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
    assertThat(catalog.failures()).isEmpty();
    return catalog;
  }

  private static void assertBroken(PluginCatalog catalog, String message) {
    LoadedPlugin plugin = catalog.find("acme").orElseThrow();
    assertThatThrownBy(plugin::newApp)
        .isInstanceOf(EngineException.class)
        .hasMessage(message)
        .extracting(thrown -> ((EngineException) thrown).code())
        .isEqualTo(FailureCode.PLUGIN_BROKEN_CLASS);
  }
}
