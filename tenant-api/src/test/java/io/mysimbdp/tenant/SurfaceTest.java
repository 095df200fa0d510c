package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the public surface against the one that was last agreed on. */
class SurfaceTest {

  private static final Path AGREED = Path.of("src/test/resources/spi-surface.txt");

  @Test
  void the_surface_is_the_one_agreed_on() throws Exception {
    List<String> surface = Surface.of(classes());
    assertThat(surface).hasSizeGreaterThan(50);
    if (Boolean.getBoolean("spi.accept")) {
      Files.write(AGREED, surface);
    }
    assertThat(surface)
        .as(
            "The surface of the tenant API; every tenant compiles against it. If the change is meant"
                + " and keeps their JARs working, run this test with -Dspi.accept=true, which"
                + " rewrites %s",
            AGREED)
        .containsExactlyElementsOf(Files.readAllLines(AGREED));
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
