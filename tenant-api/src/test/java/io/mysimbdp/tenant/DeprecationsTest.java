package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is deprecated says since when, whether it will go, and what to use instead. */
class DeprecationsTest {

  private static final ApiVersion PRESENT = new ApiVersion(1, 2, 0);

  @Test
  void what_is_deprecated_in_the_api_follows_the_policy() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"));
        StandardJavaFileManager manager =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(10);
      assertThat(
              Deprecations.problems(
                  manager.getJavaFileObjectsFromPaths(sources), ApiVersion.present()))
          .isEmpty();
    }
  }

  @ParameterizedTest(name = "[{index}] {0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          @deprecated use {@link #b} | @Deprecated(since = "1.1.0", forRemoval = true)  | ``
          @deprecated use {@link #b} | @Deprecated(since = "1.2.0", forRemoval = false) | ``
          ``                         | ``                                              | ``
          @deprecated use {@link #b} | ``                                              | a has @deprecated in its Javadoc but no @Deprecated
          @deprecated use {@link #b} | @Deprecated(forRemoval = true)                  | a does not say since which version, for example since = "1.2.0"
          @deprecated use {@link #b} | @Deprecated(since = "1.1", forRemoval = true)   | a has since = "1.1": expected a version, for example 1.2.0
          @deprecated use {@link #b} | @Deprecated(since = "1.3.0", forRemoval = true) | a has since = "1.3.0", which is after the present 1.2.0
          @deprecated use {@link #b} | @Deprecated(since = "0.9.0", forRemoval = true) | a is deprecated since 0.9.0: remove it in 1.0.0
          @deprecated use {@link #b} | @Deprecated(since = "1.1.0")                    | a does not say forRemoval = true or false
          @deprecated do not         | @Deprecated(since = "1.1.0", forRemoval = true) | a names no replacement: expected @deprecated with a {@link …} in its Javadoc
          Nothing.                   | @Deprecated(since = "1.1.0", forRemoval = true) | a names no replacement: expected @deprecated with a {@link …} in its Javadoc
          """)
  void the_policy_is_held_against_members(String doc, String mark, String problem)
      throws IOException {
    String source = "interface X { /** " + doc + " */ " + mark + " void a(); void b(); }";
    assertThat(problems(source)).isEqualTo(problem);
  }

  @Test
  void types_and_fields_are_held_against_it_as_well() throws IOException {
    assertThat(problems("@Deprecated class X { @Deprecated int field; record R() {} }"))
        .contains("X does not say since", "field does not say since")
        .doesNotContain("R ");
  }

  private static String problems(String source) throws IOException {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("mem:///X.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    return String.join("; ", Deprecations.problems(List.of(file), PRESENT));
  }
}
