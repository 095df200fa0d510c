package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupingWindowTest {

  private static final int ROW_BYTES = 100;

  private final List<String> told = new ArrayList<>();

  @Test
  void rows_of_one_partition_leave_together_when_the_group_has_enough_rows() {
    GroupingWindow window = window(1 << 20, 1 << 20, 3);

    assertThat(window.add(row("a", 1))).isEmpty();
    assertThat(window.add(row("b", 1))).isEmpty();
    assertThat(window.add(row("a", 2))).isEmpty();
    List<List<EncodedRow>> full = window.add(row("a", 3));

    assertThat(names(full)).containsExactly(List.of("a1", "a2", "a3"));
    assertThat(names(window.drain())).containsExactly(List.of("b1"));
  }

  @Test
  void a_group_never_grows_beyond_its_bytes() {
    GroupingWindow window = window(1 << 20, 250, 100);

    assertThat(window.add(row("a", 1))).isEmpty();
    assertThat(window.add(row("a", 2))).isEmpty();
    List<List<EncodedRow>> full = window.add(row("a", 3));

    assertThat(names(full)).containsExactly(List.of("a1", "a2"));
    assertThat(names(window.drain())).containsExactly(List.of("a3"));
  }

  @Test
  void a_row_larger_than_a_group_goes_alone() {
    GroupingWindow window = window(1 << 20, 50, 100);

    assertThat(names(window.add(row("a", 1)))).containsExactly(List.of("a1"));
    assertThat(window.drain()).isEmpty();
  }

  @Test
  void a_full_window_lets_everything_go_the_oldest_first() {
    GroupingWindow window = window(3 * (2 * ROW_BYTES + 300), 1 << 20, 100);

    window.add(row("a", 1));
    window.add(row("b", 1));
    List<List<EncodedRow>> all = window.add(row("a", 2));

    assertThat(names(all)).containsExactly(List.of("a1", "a2"), List.of("b1"));
    assertThat(window.drain()).isEmpty();
  }

  @Test
  void no_row_is_lost_or_doubled_whatever_the_limits() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      GroupingWindow window =
          window(1 + random.nextInt(20_000), 1 + random.nextInt(1_000), 1 + random.nextInt(10));
      List<String> in = new ArrayList<>();
      List<String> out = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String partition = "p" + random.nextInt(12);
        in.add(partition + i);
        names(window.add(row(partition, i))).forEach(out::addAll);
      }
      names(window.drain()).forEach(out::addAll);
      assertThat(out).containsExactlyInAnyOrderElementsOf(in);
    }
  }

  private static GroupingWindow window(long windowBytes, int groupBytes, int groupRows) {
    return new GroupingWindow(TestingRows.sizing(windowBytes, groupBytes, groupRows));
  }

  private EncodedRow row(String partition, int number) {
    return TestingRows.row(partition, ROW_BYTES, new TestingRows.Origin(partition + number, told));
  }

  private static List<List<String>> names(List<List<EncodedRow>> groups) {
    return groups.stream()
        .map(group -> group.stream().map(row -> row.origin().toString()).toList())
        .toList();
  }
}
