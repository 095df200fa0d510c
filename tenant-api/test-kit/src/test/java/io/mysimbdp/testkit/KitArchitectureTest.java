package io.mysimbdp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine is behind the kit, not in it. */
class KitArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.mysimbdp.testkit");

  @Test
  void no_type_of_the_engine_is_in_the_api() {
    List<String> shown =
        CLASSES.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(KitArchitectureTest::types)
            .filter(name -> name.contains("io.mysimbdp.engine"))
            .toList();

    assertThat(CLASSES).hasSizeGreaterThan(10);
    assertThat(shown).isEmpty();
  }

  private static Stream<String> types(JavaClass type) {
    Stream<String> supers =
        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
            .map(JavaClass::getName);
    Stream<String> members =
        type.getCodeUnits().stream()
            .filter(
                unit ->
                    unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED))
            .map(JavaCodeUnit::getFullName);
    Stream<String> results =
        type.getMethods().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .map(method -> method.getRawReturnType().getName());
    return Stream.of(supers, members, results).flatMap(all -> all);
  }
}
