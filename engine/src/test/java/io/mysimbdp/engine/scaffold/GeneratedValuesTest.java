package io.mysimbdp.engine.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.tenant.InputRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@code Values} of a project, compiled: what they take, and what they refuse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedValuesTest {

  private static final String SOURCE = "src/main/java/com/example/films/Values.java";

  /** Texts at the edges of what the readings take. */
  private static final List<String> TEXTS =
      List.of(
          ("7 007 +7 -7 -0 0 - . 1. .5 -.5 00.5 +1.5 1.50 12d 12f 0x1p3 1e5 01e5 1e999 1e-7 NaN"
                  + " Infinity 99999999999999999999 1_000 1,000 ٧"
                  + " 1-2-3-4-5 123e4567-e89b-12d3-a456-426614174000"
                  + " 123E4567-E89B-12D3-A456-426614174000 {123e4567-e89b-12d3-a456-426614174000}"
                  + " true TRUE yes N t f truely"
                  + " 2015-08-31 2015-8-31 2015-02-29 1/5/2026 01/05/2026 17/1/2014 31.12.2014"
                  + " 2015-08-31T10:00Z 2015-08-31T10:00:00.123Z 2015-08-31T10:00:00.123456Z"
                  + " 2015-08-31T10:00:00+02:00 2015-08-31T10:00:00.001 2015-08-31T10:00:00.0001"
                  + " 964982703 0964982703 +964982703 1700000000000 99999999 4102444800 9999999999999"
                  + " 99999999999999999")
              .split(" "));

  private URLClassLoader loader;
  private Class<?> values;

  @BeforeAll
  void compile(@TempDir Path folder) throws IOException, ClassNotFoundException {
    byte[] csv = "id,name\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);
    TenantProject project =
        TenantProject.of(
            Guess.of(Sample.of("films.csv", csv)),
            new TenantProject.Settings("films", "com.example", "1.0.0", null),
            "films.csv",
            "");
    Path source = folder.resolve("Values.java");
    Files.write(source, Objects.requireNonNull(project.files().get(SOURCE)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
      assertThat(
              compiler
                  .getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                  .call())
          .as(said.toString())
          .isTrue();
    }
    loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, InputRecord.class.getClassLoader());
    values = Class.forName("com.example.films.Values", true, loader);
  }

  @AfterAll
  void close() throws IOException {
    loader.close();
  }

  static Stream<Reading> readings() {
    return Stream.concat(
        Readings.typed().stream(), Stream.of(Readings.EPOCH_SECONDS, Readings.EPOCH_MILLIS));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("readings")
  void what_chose_a_type_and_what_reads_it_take_the_same_texts(Reading reading)
      throws ReflectiveOperationException {
    for (String text : TEXTS) {
      Object expected =
          reading.fits(text)
              ? reading.values().apply(text)
              : "expected " + reading.expected() + ", got '" + text + "'";

      assertThat(read(reading.method(), reading.argument(), text))
          .as(reading.method() + " of " + text)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          integer | 007                         | expected a whole number like 12, got '007'
          bigint  | +7                          | expected a whole number like 12, got '+7'
          floating| 12d                         | expected a number like 12.5 or 1e-7, got '12d'
          floating| NaN                         | expected a number like 12.5 or 1e-7, got 'NaN'
          instant | 2015-08-31T10:00:00.123456Z | expected a time like 2026-01-31T08:00:00.000Z, \
          got '2015-08-31T10:00:00.123456Z'
          integer | 2147483647                  | 2147483647
          """)
  void what_would_become_the_value_of_another_is_refused_with_what_was_expected(
      String method, String text, String result) throws ReflectiveOperationException {
    assertThat(read(method, null, text)).hasToString(result);
  }

  /** Returns the value; where it is refused, the reason. */
  private Object read(String method, @Nullable String argument, String text)
      throws ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>(List.of(String.class));
    List<Object> arguments = new ArrayList<>(List.of("a"));
    if (argument != null) {
      types.add(String.class);
      arguments.add(argument);
    }
    Constructor<?> constructor = values.getDeclaredConstructor(InputRecord.class);
    constructor.setAccessible(true);
    Method reads = values.getDeclaredMethod(method, types.toArray(Class<?>[]::new));
    reads.setAccessible(true);
    try {
      return reads.invoke(constructor.newInstance(new OneValue(text)), arguments.toArray());
    } catch (InvocationTargetException e) {
      Throwable refusal = Objects.requireNonNull(e.getCause());
      assertThat(refusal.getClass().getSimpleName()).isEqualTo("UnfitException");
      return Objects.requireNonNull(refusal.getMessage());
    }
  }

  /** A record of one column. */
  private record OneValue(String value) implements InputRecord {

    @Override
    public String file() {
      return "films.csv";
    }

    @Override
    public long line() {
      return 1;
    }

    @Override
    public long byteOffset() {
      return 0;
    }

    @Override
    public List<String> columns() {
      return List.of("a");
    }

    @Override
    public String get(String column) {
      return value;
    }

    @Override
    public String get(int index) {
      return value;
    }

    @Override
    public String raw() {
      return value;
    }
  }
}
