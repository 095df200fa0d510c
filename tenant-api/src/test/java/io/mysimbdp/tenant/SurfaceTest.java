package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The surface that tenants compile against is a promise for years; it never changes by accident.
 */
class SurfaceTest {

  private static final Path GOLDEN = Path.of("src/test/resources/spi-surface.txt");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.mysimbdp.tenant");

  @Test
  void the_public_surface_is_the_one_in_the_golden_file() throws IOException {
    String surface = surface();
    if (Boolean.getBoolean("spi.accept")) {
      Files.writeString(GOLDEN, surface);
    }
    assertThat(surface)
        .as(
            "The surface of tenant-api has changed. If that is meant: a new method must have a"
                + " default and a @since, nothing may go or change without a new major version;"
                + " raise Versions.TENANT_API, then accept the new surface with"
                + " mvn -pl tenant-api test -Dspi.accept=true")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void the_contract_depends_on_nothing_but_the_jdk_and_shared_packages() {
    assertThat(CLASSES.size()).isGreaterThan(15);
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.mysimbdp.tenant..",
            "java..",
            "org.jspecify..",
            "org.slf4j..",
            "com.datastax.oss.driver.api..")
        .because("every type here is a promise to tenants, and must be shared with them")
        .check(CLASSES);
  }

  private static String surface() {
    return CLASSES.stream()
        .map(JavaClass::reflect)
        .filter(type -> Modifier.isPublic(type.getModifiers()))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .map(SurfaceTest::describe)
        .collect(Collectors.joining("\n"));
  }

  private static String describe(Class<?> type) {
    List<String> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (isPromised(field)) {
        members.add(field.toGenericString());
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isPromised(constructor)) {
        members.add(describe(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isPromised(method)) {
        members.add(describe(method));
      }
    }
    members.sort(null);
    String parents =
        Arrays.stream(type.getGenericInterfaces())
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return type.toGenericString()
        + (type.getSuperclass() == null ? "" : " < " + type.getGenericSuperclass())
        + (parents.isEmpty() ? "" : " : " + parents)
        + "\n"
        + members.stream().map(member -> "  " + member + "\n").collect(Collectors.joining());
  }

  private static String describe(Executable executable) {
    return executable.toGenericString();
  }

  private static boolean isPromised(Member member) {
    int modifiers = member.getModifiers();
    return (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
        && !member.isSynthetic();
  }
}
