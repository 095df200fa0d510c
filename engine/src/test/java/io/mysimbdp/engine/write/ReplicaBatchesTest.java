package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.Node;
import io.mysimbdp.engine.session.BatchThresholds;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicaBatchesTest {

  private static final int ROW_BYTES = 100;
  private static final int SERVER_BYTES =
      TestingRows.row("x", ROW_BYTES, origin("x")).serverBytes();
  private static final Node EAST = node();
  private static final Node WEST = node();

  @Test
  void partitions_of_the_same_replicas_share_a_request() {
    ReplicaBatches batches = batches(1 << 20, 100, 100);

    assertThat(names(batches.of(List.of(group("east1", 2), group("west1", 1), group("east2", 1)))))
        .containsExactly(List.of("east1.0", "east1.1", "east2.0"), List.of("west1.0"));
  }

  @Test
  void a_request_stays_within_bytes_partitions_and_rows() {
    List<List<EncodedRow>> groups =
        List.of(group("east1", 1), group("east2", 1), group("east3", 1), group("east4", 1));

    assertThat(names(batches(2 * SERVER_BYTES, 100, 100).of(groups)))
        .containsExactly(List.of("east1.0", "east2.0"), List.of("east3.0", "east4.0"));
    assertThat(names(batches(1 << 20, 3, 100).of(groups)))
        .containsExactly(List.of("east1.0", "east2.0", "east3.0"), List.of("east4.0"));
    assertThat(names(batches(1 << 20, 100, 2).of(groups)))
        .containsExactly(List.of("east1.0", "east2.0"), List.of("east3.0", "east4.0"));
  }

  @Test
  void a_request_is_no_larger_than_the_profile_says_whatever_the_servers_allow() {
    ReplicaBatches batches =
        new ReplicaBatches(
            ReplicaBatchesTest::replicas,
            new SpanningLimit(new BatchThresholds(1 << 20, 100)),
            TestingRows.sizing(1, 2 * SERVER_BYTES, 100));

    assertThat(names(batches.of(List.of(group("east1", 1), group("east2", 1), group("east3", 1)))))
        .containsExactly(List.of("east1.0", "east2.0"), List.of("east3.0"));
  }

  @Test
  void a_group_that_is_large_by_itself_goes_alone() {
    ReplicaBatches batches = batches(4 * SERVER_BYTES, 100, 100);

    assertThat(names(batches.of(List.of(group("east1", 1), group("east2", 3), group("east3", 1)))))
        .containsExactly(List.of("east2.0", "east2.1", "east2.2"), List.of("east1.0", "east3.0"));
  }

  @Test
  void nothing_is_put_together_where_the_replicas_are_not_known() {
    ReplicaBatches batches = batches(1 << 20, 100, 100);

    assertThat(names(batches.of(List.of(group("nowhere1", 1), group("nowhere2", 1)))))
        .containsExactly(List.of("nowhere1.0"), List.of("nowhere2.0"));
  }

  @Test
  void requests_shrink_once_a_server_has_refused_one_for_its_size() {
    SpanningLimit limit = new SpanningLimit(new BatchThresholds(1 << 20, 100));
    ReplicaBatches batches =
        new ReplicaBatches(
            ReplicaBatchesTest::replicas, limit, TestingRows.sizing(1, 1 << 20, 100));

    limit.wasTooLarge(4 * SERVER_BYTES);

    assertThat(names(batches.of(List.of(group("east1", 1), group("east2", 1), group("east3", 1)))))
        .containsExactly(List.of("east1.0", "east2.0"), List.of("east3.0"));
  }

  @Test
  void no_row_is_lost_or_doubled_whatever_the_limits() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      ReplicaBatches batches =
          batches(1 + random.nextInt(4_000), 1 + random.nextInt(10), 1 + random.nextInt(20));
      List<List<EncodedRow>> groups = new ArrayList<>();
      List<String> in = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String side = random.nextBoolean() ? "east" : random.nextBoolean() ? "west" : "nowhere";
        groups.add(group(side + i, 1 + random.nextInt(5)));
        names(groups.subList(i, i + 1)).forEach(in::addAll);
      }
      List<String> out = new ArrayList<>();
      names(batches.of(groups)).forEach(out::addAll);
      assertThat(out).containsExactlyInAnyOrderElementsOf(in);
    }
  }

  private static ReplicaBatches batches(int bytes, int partitions, int rows) {
    return new ReplicaBatches(
        ReplicaBatchesTest::replicas,
        new SpanningLimit(new BatchThresholds(bytes, partitions)),
        TestingRows.sizing(1, 1 << 20, rows));
  }

  private static Set<Node> replicas(EncodedRow row) {
    String partition = StandardCharsets.UTF_8.decode(row.partition().duplicate()).toString();
    return partition.startsWith("east")
        ? Set.of(EAST)
        : partition.startsWith("west") ? Set.of(WEST) : Set.of();
  }

  private static List<EncodedRow> group(String partition, int rows) {
    List<EncodedRow> group = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      group.add(TestingRows.row(partition, ROW_BYTES, origin(partition + "." + i)));
    }
    return group;
  }

  private static TestingRows.Origin origin(String name) {
    return new TestingRows.Origin(name, new ArrayList<>());
  }

  private static List<List<String>> names(List<List<EncodedRow>> groups) {
    return groups.stream()
        .map(group -> group.stream().map(row -> row.origin().toString()).toList())
        .toList();
  }

  private static Node node() {
    return (Node)
        Proxy.newProxyInstance(
            ReplicaBatchesTest.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == args[0];
                  default -> throw new AssertionError("unexpected call of " + method);
                });
  }
}
