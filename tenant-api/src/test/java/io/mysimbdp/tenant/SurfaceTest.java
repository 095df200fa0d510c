package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the public surface against what was agreed on, and against what was released. */
class SurfaceTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path AGREED = RESOURCES.resolve("spi-surface.txt");
  private static final Pattern RELEASED =
      Pattern.compile("spi-surface-(\\d+\\.\\d+\\.\\d+)\\.txt$");

  @Test
  void the_surface_is_the_one_agreed_on() throws Exception {
    List<String> surface = Surface.of(classes());
    assertThat(surface).hasSizeGreaterThan(50);
    if (Boolean.getBoolean("spi.accept")) {
      Files.write(AGREED, surface);
    }
    List<String> agreed = Files.readAllLines(AGREED);
    assertThat(surface)
        .as(
            "The surface of the tenant API, which every tenant compiles against, is not the one of"
                + " %s:%n%s%nIf this is meant, run this test with -Dspi.accept=true, which rewrites"
                + " that file",
            AGREED, told(SurfaceDiff.between(agreed, surface)))
        .containsExactlyElementsOf(agreed);
  }

  static List<Path> releases() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES)) {
      return files.filter(file -> RELEASED.matcher(file.toString()).find()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void what_was_released_is_kept_or_the_version_says_so(Path released) throws Exception {
    Matcher name = RELEASED.matcher(released.toString());
    assertThat(name.find()).isTrue();
    Optional<String> objection =
        ReleaseRule.objection(
            ApiVersion.of(name.group(1)),
            Files.readAllLines(released),
            ApiVersion.present(),
            Surface.of(classes()));
    assertThat(objection).isEmpty();
  }

  @Test
  void the_first_version_is_kept_for_ever() throws IOException {
    assertThat(releases()).contains(RESOURCES.resolve("spi-surface-1.0.0.txt"));
  }

  @Test
  void it_is_known_of_each_type_who_implements_it() throws Exception {
    List<String> open =
        classes().stream()
            .filter(type -> Modifier.isAbstract(type.getModifiers()) && !type.isSealed())
            .map(Class::getName)
            .toList();
    assertThat(open)
        .as(
            "A type that someone implements belongs into SurfaceDiff.IMPLEMENTED_BY_TENANTS, or"
                + " into this list of those that only the engine implements; COMPATIBILITY.md tells"
                + " tenants which is which")
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    SurfaceDiff.IMPLEMENTED_BY_TENANTS.stream(),
                    Stream.of(
                            "BatchContext",
                            "IngestSession",
                            "InputRecord",
                            "RecordReader",
                            "RejectSink",
                            "Settings",
                            "StagedFile",
                            "TableWriter")
                        .map(name -> "io.mysimbdp.tenant." + name))
                .toList());
    String policy = Files.readString(Path.of("COMPATIBILITY.md"));
    assertThat(open)
        .allSatisfy(
            type -> assertThat(policy).contains("`" + type.replaceFirst(".*\\.", "") + "`"));
  }

  @Test
  void shows_nullness_modifiers_and_exceptions() throws Exception {
    assertThat(Surface.of(List.of(Shape.class)))
        .containsExactly(
            "public abstract class io.mysimbdp.tenant.Shape<T> extends java.lang.Object"
                + " implements java.lang.Iterable<T>",
            "  protected @Nullable java.lang.String name",
            "  protected abstract java.util.List<T> all(@Nullable java.lang.Object...) throws"
                + " java.io.IOException",
            "  public new(int[])");
  }

  static String told(List<SurfaceDiff.Change> changes) {
    return changes.stream()
        .map(change -> "  " + change.kind() + ": " + change.why())
        .collect(Collectors.joining("\n"));
  }

  private static List<Class<?>> classes() throws IOException, URISyntaxException {
    Path root = Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(SurfaceTest::isClass).toList()) {
        String path = root.relativize(file).toString().replace('\\', '/');
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        classes.add(Class.forName(name, false, Table.class.getClassLoader()));
      }
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return classes;
  }

  private static boolean isClass(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".class") && !name.equals("package-info.class");
  }
}
