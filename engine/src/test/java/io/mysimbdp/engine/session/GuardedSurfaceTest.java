package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.codec.registry.MutableCodecRegistry;
import io.mysimbdp.tenant.IngestSession;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands between a tenant and the driver answers every method itself. One that the driver's
 * next version adds with a default fails here until somebody has thought about it.
 */
class GuardedSurfaceTest {

  /** Defaults of the driver that go through the methods of the same object alone, looked at. */
  private static final Set<String> HARMLESS =
      Set.of(
          // PagingIterable
          "GuardedResultSet.getExecutionInfo()",
          "GuardedResultSet.one()",
          "GuardedResultSet.all()",
          "GuardedResultSet.map(Function)",
          "GuardedResultSet.spliterator()",
          "GuardedResultSet.forEach(Consumer)",
          // AsyncPagingIterable
          "GuardedAsyncResultSet.one()",
          "GuardedAsyncResultSet.map(Function)",
          // CodecRegistry: they look codecs up
          "SealedCodecRegistry.register(TypeCodec[])",
          "SealedCodecRegistry.register(Iterable)");

  static Stream<Arguments> wrappers() {
    return Stream.of(
        Arguments.of(GuardedSession.class, IngestSession.class),
        Arguments.of(GuardedResultSet.class, ResultSet.class),
        Arguments.of(GuardedAsyncResultSet.class, AsyncResultSet.class),
        Arguments.of(LentExecutionInfo.class, ExecutionInfo.class),
        Arguments.of(LentAttachment.class, AttachmentPoint.class),
        Arguments.of(SealedCodecRegistry.class, MutableCodecRegistry.class));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void every_method_of_the_interface_is_answered_by_the_wrapper(Class<?> wrapper, Class<?> type)
      throws NoSuchMethodException {
    Set<String> left = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        Method answering = wrapper.getMethod(method.getName(), method.getParameterTypes());
        if (answering.getDeclaringClass() != wrapper) {
          left.add(wrapper.getSimpleName() + "." + shown(method));
        }
      }
    }

    assertThat(left).isSubsetOf(HARMLESS);
  }

  @Test
  void nothing_is_excused_that_is_not_there() {
    Set<String> there = new TreeSet<>();
    wrappers()
        .forEach(
            pair -> {
              Class<?> wrapper = (Class<?>) pair.get()[0];
              Arrays.stream(wrapper.getMethods())
                  .filter(Method::isDefault)
                  .forEach(method -> there.add(wrapper.getSimpleName() + "." + shown(method)));
            });

    assertThat(there).containsAll(HARMLESS);
  }

  /** Whoever holds one of these has only what its interface offers. */
  @Test
  void no_wrapper_is_visible_or_can_be_extended_by_a_tenant() {
    for (Object[] pair : wrappers().map(Arguments::get).toList()) {
      Class<?> wrapper = (Class<?>) pair[0];
      assertThat(Modifier.isFinal(wrapper.getModifiers())).as(wrapper.getName()).isTrue();
      assertThat(wrapper.getPackageName()).startsWith("io.mysimbdp.engine.");
    }
  }

  private static String shown(Method method) {
    List<String> types =
        Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    return method.getName() + "(" + String.join(", ", types) + ")";
  }
}
