package io.mysimbdp.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as compatible, and what as breaking. */
class SurfaceDiffTest {

  private static final String P = "io.mysimbdp.tenant.";

  /** A member before, a member after; {@code -} where there is none. */
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Wrangler     | -                                     | public abstract void more()                 | BREAKING   | Wrangler.more() has been added and is abstract: no JAR built before has it
          Wrangler     | -                                     | public default void more()                  | COMPATIBLE | Wrangler.more() has been added, with a body
          Wrangler     | -                                     | public static void more()                   | COMPATIBLE | Wrangler.more() has been added
          WranglingApp | -                                     | protected void more()                       | COMPATIBLE | WranglingApp.more() has been added, with a body
          WranglingApp | -                                     | public final void more()                    | BREAKING   | WranglingApp.more() has been added and is final: a tenant's class may have one of that name
          BatchContext | -                                     | public abstract void more()                 | COMPATIBLE | BatchContext.more() has been added
          BatchContext | public abstract void less()           | -                                           | BREAKING   | BatchContext.less() has been removed
          Row          | public final int ZERO                 | -                                           | BREAKING   | Row.ZERO has been removed
          Row          | -                                     | public static final int ZERO                | COMPATIBLE | Row.ZERO has been added
          Row          | public new(int)                       | public new(long)                            | BREAKING   | Row.new(int) has been removed
          BatchContext | public abstract int size()            | public abstract long size()                 | BREAKING   | BatchContext.size() gave int and gives long
          BatchContext | public abstract void a(int)           | public abstract void a(int, int)            | BREAKING   | BatchContext.a(int) has been removed
          BatchContext | public abstract void a()              | public abstract void a() throws x.Y         | BREAKING   | BatchContext.a() throws x.Y
          BatchContext | public abstract void a() throws x.Y   | public abstract void a()                    | BREAKING   | BatchContext.a() does not throw x.Y any more, which callers may catch
          Wrangler     | public default void a()               | public abstract void a()                    | BREAKING   | Wrangler.a() has become abstract
          Wrangler     | public abstract void a()              | public default void a()                     | COMPATIBLE | Wrangler.a() has become default
          Row          | public void a()                       | public static void a()                      | BREAKING   | Row.a() has become static
          Row          | public void a()                       | public final void a()                       | BREAKING   | Row.a() has become final
          Row          | public final void a()                 | public void a()                             | COMPATIBLE | Row.a() is not final any more
          WranglingApp | protected void a()                    | public void a()                             | COMPATIBLE | WranglingApp.a() has become public
          WranglingApp | public void a()                       | protected void a()                          | BREAKING   | WranglingApp.a() is not public any more
          Row          | public void a(x.T)                    | public void a(@Nullable x.T)                | COMPATIBLE | Row.a(x.T) parameter 1 may be null now
          Row          | public void a(@Nullable x.T)          | public void a(x.T)                          | BREAKING   | Row.a(x.T) parameter 1 may not be null any more
          Row          | public x.T a()                        | public @Nullable x.T a()                    | BREAKING   | Row.a() result may be null now
          Row          | public @Nullable x.T a()              | public x.T a()                              | COMPATIBLE | Row.a() result may not be null any more
          Wrangler     | public abstract void a(x.T)           | public abstract void a(@Nullable x.T)       | BREAKING   | Wrangler.a(x.T) parameter 1 may be null now
          Wrangler     | public abstract @Nullable x.T a()     | public abstract x.T a()                     | BREAKING   | Wrangler.a() result may not be null any more
          Wrangler     | public abstract x.T a()               | public abstract @Nullable x.T a()           | COMPATIBLE | Wrangler.a() result may be null now
          Row          | public void a(x.T[])                  | public void a(x.T...)                       | COMPATIBLE | Row.a(x.T[]) parameter 1 takes a variable number of values
          Row          | public void a(x.T...)                 | public void a(x.T[])                        | BREAKING   | Row.a(x.T[]) parameter 1 takes no variable number of values any more
          Row          | public void a(x.M<x.K, x.V>)          | public void a(x.M<x.K, x.W>)                | BREAKING   | Row.a(x.M<x.K, x.V>) has been removed
          """)
  void a_change_of_a_member_is_told(
      String type, String before, String now, SurfaceDiff.Kind kind, String why) {
    assertThat(SurfaceDiff.between(surface(type, before), surface(type, now)))
        .contains(new SurfaceDiff.Change(kind, P + why));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public final class a.B extends a.A          | public class a.B extends a.A                 | COMPATIBLE | a.B is not final any more
          public class a.B extends a.A                | public final class a.B extends a.A           | BREAKING   | a.B has become final
          public class a.B extends a.A                | public abstract class a.B extends a.A        | BREAKING   | a.B has become abstract
          public class a.B extends a.A                | public class a.B extends a.C                 | BREAKING   | a.B was class a.B extends a.A and is class a.B extends a.C
          public class a.B<T> extends a.A             | public class a.B extends a.A                 | BREAKING   | a.B was class a.B<T> extends a.A and is class a.B extends a.A
          public class a.B extends a.A implements a.I | public class a.B extends a.A                 | BREAKING   | a.B does not implement a.I any more
          public class a.B extends a.A                | public class a.B extends a.A implements a.I  | COMPATIBLE | a.B implements a.I
          public abstract interface a.B               | public abstract interface a.B permits a.C    | BREAKING   | a.B was interface a.B and is interface a.B permits a.C
          public class a.B extends a.A                | public class a.C extends a.A                 | BREAKING   | a.B has been removed
          public class a.B extends a.A                | public class a.C extends a.A                 | COMPATIBLE | a.C has been added
          """)
  void a_change_of_a_type_is_told(String before, String now, SurfaceDiff.Kind kind, String why) {
    assertThat(SurfaceDiff.between(List.of(before), List.of(now)))
        .contains(new SurfaceDiff.Change(kind, why));
  }

  @Test
  void an_interface_more_breaks_what_tenants_implement() {
    String before = "public abstract interface " + P + "Wrangler";
    assertThat(SurfaceDiff.between(List.of(before), List.of(before + " implements a.I")))
        .containsExactly(
            new SurfaceDiff.Change(
                SurfaceDiff.Kind.BREAKING,
                P + "Wrangler implements a.I, which tenants' classes may not"));
  }

  @Test
  void the_real_surface_differs_from_itself_in_nothing_and_without_a_line_in_something()
      throws IOException {
    List<String> surface = Files.readAllLines(Path.of("src/test/resources/spi-surface.txt"));
    assertThat(SurfaceDiff.between(surface, surface)).isEmpty();
    for (int i = 0; i < surface.size(); i++) {
      if (!SurfaceLine.isMember(surface.get(i))) {
        continue;
      }
      List<String> less = new ArrayList<>(surface);
      String line = less.remove(i);
      assertThat(SurfaceDiff.between(surface, less))
          .as(line)
          .singleElement()
          .satisfies(
              change -> {
                assertThat(change.kind()).isEqualTo(SurfaceDiff.Kind.BREAKING);
                assertThat(change.why()).endsWith(" has been removed");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"1.2.0, 1.2.1, 1.3.0", "1.2.3, 1.2.9, 1.3.0"})
  void an_addition_needs_a_minor_version(String released, String tooLow, String enough) {
    List<String> before = surface("BatchContext", "-");
    List<String> now = surface("BatchContext", "public abstract void more()");
    assertThat(objection(released, before, tooLow, now))
        .isEqualTo(
            "The surface differs from that of tenant-api "
                + released
                + " by what is compatible and needs a new minor version, "
                + enough
                + ", but pom.xml of tenant-api says "
                + tooLow
                + ". Either undo io.mysimbdp.tenant.BatchContext.more() has been added; or raise the"
                + " version: in tenant-api/pom.xml, as tenant-api.version in pom.xml, and as"
                + " Versions.TENANT_API of the engine");
    assertThat(objection(released, before, enough, now)).isEmpty();
    assertThat(objection(released, before, released, before)).isEmpty();
  }

  @Test
  void a_removal_needs_a_major_version() {
    List<String> before = surface("BatchContext", "public abstract void less()");
    List<String> now = surface("BatchContext", "-");
    assertThat(objection("1.2.0", before, "1.9.0-SNAPSHOT", now))
        .contains("by what is breaking and needs a new major version, 2.0.0", "says 1.9.0");
    assertThat(objection("1.2.0", before, "2.0.0-SNAPSHOT", now)).isEmpty();
  }

  private static String objection(
      String released, List<String> before, String version, List<String> now) {
    return ReleaseRule.objection(ApiVersion.of(released), before, ApiVersion.of(version), now)
        .orElse("");
  }

  private static List<String> surface(String type, String member) {
    String header = "public abstract interface " + P + type;
    return member.equals("-") ? List.of(header) : List.of(header, "  " + member);
  }
}
