package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A project of {@code engine tenant new}, built as Maven would build it, but in this JVM and from
 * its class path.
 */
final class GeneratedProject implements AutoCloseable {

  private final Path folder;
  private final String packageName;
  private final Loader loader;

  /** The project's own resources come before those of the sample tenants. */
  private static final class Loader extends URLClassLoader {
    Loader(URL... urls) {
      super(urls, GeneratedProject.class.getClassLoader());
    }

    @Override
    public @Nullable URL getResource(String name) {
      URL own = findResource(name);
      return own == null ? super.getResource(name) : own;
    }
  }

  private GeneratedProject(Path folder, String packageName, Loader loader) {
    this.folder = folder;
    this.packageName = packageName;
    this.loader = loader;
  }

  /**
   * Compiles a project, with all warnings.
   *
   * @param work gets the classes
   */
  static GeneratedProject compiled(Path folder, String packageName, Path work) throws IOException {
    Path classes = Files.createDirectories(work.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-d",
                      classes.toString(),
                      "-Xlint:all,-classfile",
                      "-proc:none",
                      "--release",
                      "17",
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(folder, work)))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
      assertThat(said.toString()).isEmpty();
    }
    return new GeneratedProject(
        folder,
        packageName,
        new Loader(classes.toUri().toURL(), folder.resolve("src/main/resources").toUri().toURL()));
  }

  /** Maven runs tests in the project's folder; here its paths must say so. */
  private static List<Path> sources(Path folder, Path work) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(sources).hasSize(3);
    Path test = work.resolve("IngestAppTest.java");
    return sources.stream()
        .map(
            source -> {
              if (!source.endsWith("IngestAppTest.java")) {
                return source;
              }
              try {
                return Files.writeString(
                    test,
                    Files.readString(source).replace("Path.of(\"", "Path.of(\"" + folder + "/"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  /** Runs its test as JUnit would. */
  TestExecutionSummary test() throws ClassNotFoundException {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Class.forName(packageName + ".IngestAppTest", true, loader)))
                .build(),
            listener);
    return listener.getSummary();
  }

  /** Gives a file to its app, in memory. */
  BatchResult ingest(String tenant, Path file) {
    return TestBatch.forApp(this::app)
        .tenant(tenant)
        .profile(folder.resolve("tenant.conf"))
        .file(file)
        .run();
  }

  private ClientBatchIngestApp app() {
    try {
      String service = "META-INF/services/" + ClientBatchIngestApp.class.getName();
      String name;
      try (InputStream in =
          Objects.requireNonNull(loader.findResource(service), service).openStream()) {
        name = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
      return Class.forName(name, true, loader)
          .asSubclass(ClientBatchIngestApp.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
