package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.TenantFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schedule on a clock that only the ends of batches move: some slots, each with the same speed
 * in bytes, and tenants with weights, limits and files that a seed gives.
 */
class FairnessTest {

  private static final long TURN = 16L << 20;
  private static final long LARGEST_FILE = 8L << 20;
  private static final double SPEED = 10 << 20;

  private final Batches batches = new Batches(new HeapBudget(1L << 50), TURN, () -> Instant.EPOCH);
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingDouble(Running::end));
  private final Map<String, Double> served = new HashMap<>();
  private final Map<String, Tenant> tenants = new HashMap<>();
  private double now;
  private int files;

  private record Running(Batch batch, double begin, double end) {}

  /** Ten tenants by ten seeds, with one to eight slots. */
  @ParameterizedTest(name = "{0} slots, seed {1}")
  @CsvSource({"1,1", "1,2", "2,3", "2,4", "3,5", "4,6", "4,7", "6,8", "8,9", "8,10"})
  void over_any_long_window_each_gets_its_share_by_weight(int slots, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      int weight = 25 + random.nextInt(376);
      String priority = List.of("low", "normal", "high").get(random.nextInt(3));
      add("t" + i, "weight = " + weight + ", priority = " + priority + concurrent(slots), random);
    }
    // Head starts are given once, at the beginning.
    runUntil(2_000, slots, random);

    for (int window = 0; window < 10; window++) {
      Map<String, Double> before = new HashMap<>(served);
      runUntil(now + 1_000, slots, random);
      List<Double> shares = new ArrayList<>();
      tenants.forEach(
          (id, tenant) -> shares.add(servedSince(before, id) / tenant.profile().weight()));
      assertThat(jain(shares)).as("window %d: %s", window, shares).isGreaterThanOrEqualTo(0.98);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void a_file_that_comes_late_waits_no_longer_than_for_one_turn_of_each_other(long seed) {
    Random random = new Random(seed);
    int slots = 1 + random.nextInt(4);
    for (int i = 0; i < 20; i++) {
      add("t" + i, "weight = 100" + concurrent(slots), random);
    }
    runUntil(random.nextInt(1_000), slots, random);
    Map<String, Double> before = new HashMap<>(served);
    Tenant late = tenant("late", "weight = 100");
    batches.add(late, use(late), List.of(file(1_000)));
    double begin = now;

    while (!served.containsKey("late")) {
      step(slots, random);
    }

    for (int i = 0; i < 20; i++) {
      // What was under way when it came is not taken back; then comes one turn of each at most.
      assertThat(servedSince(before, "t" + i))
          .as("what t%d got between", i)
          .isLessThanOrEqualTo((double) (slots + 1) * longestTurn());
    }
    double bound = (20 + slots) * longestTurn() / (SPEED * slots) + longestTurn() / SPEED;
    assertThat(now - begin).isLessThanOrEqualTo(bound);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_tenant_that_was_away_does_not_catch_up_with_what_it_has_not_used(long seed) {
    Random random = new Random(seed);
    add("here", "weight = 100", random);
    Tenant away = tenant("away", "weight = 100");
    batches.add(away, use(away), List.of());
    runUntil(1_000, 1, random);
    Map<String, Double> before = new HashMap<>(served);

    tenants.put("away", away);
    refill("away", random);
    runUntil(now + 500, 1, random);

    assertThat(servedSince(before, "here"))
        .isCloseTo(servedSince(before, "away"), org.assertj.core.data.Offset.offset(4e7));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void one_that_may_run_a_single_batch_at_a_time_is_first_while_it_is_below_its_share(long seed) {
    Random random = new Random(seed);
    add("heavy", "weight = 800", random);
    for (int i = 0; i < 4; i++) {
      add("t" + i, "weight = 100, limits.concurrent-batches = 2", random);
    }

    runUntil(2_000, 2, random);

    double all = served.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(servedSince(Map.of(), "heavy") / all)
        .as("of two slots it can have one")
        .isBetween(0.47, 0.51);
  }

  private static String concurrent(int slots) {
    return ", limits.concurrent-batches = " + slots;
  }

  private static double longestTurn() {
    return (double) TURN + LARGEST_FILE + 100 * Batches.FILE_COST_BYTES;
  }

  private double servedSince(Map<String, Double> before, String id) {
    return served.getOrDefault(id, 0.0) - before.getOrDefault(id, 0.0);
  }

  /** R. Jain, D. Chiu, W. Hawe, "A quantitative measure of fairness", DEC TR-301, 1984. */
  private static double jain(List<Double> values) {
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    double squares = values.stream().mapToDouble(value -> value * value).sum();
    return sum * sum / (values.size() * squares);
  }

  private void add(String id, String settings, Random random) {
    Tenant tenant = tenant(id, settings);
    tenants.put(id, tenant);
    batches.add(tenant, use(tenant), List.of());
    refill(id, random);
  }

  private void refill(String id, Random random) {
    List<WaitingFile> more = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      more.add(file(random.nextBoolean() ? random.nextInt(10_000) : random.nextLong(LARGEST_FILE)));
    }
    batches.offer(id, more);
  }

  private WaitingFile file(long bytes) {
    String name = "f" + files++;
    return new WaitingFile(name, Location.of(Path.of(name)), new FileStamp(bytes, 0, name));
  }

  private void runUntil(double end, int slots, Random random) {
    while (now < end) {
      step(slots, random);
    }
  }

  /** Fills the slots, and goes on to the end of the next batch. */
  private void step(int slots, Random random) {
    while (running.size() < slots) {
      Batch batch = batches.next().orElse(null);
      if (batch == null) {
        break;
      }
      running.add(new Running(batch, now, now + batch.cost() / SPEED));
    }
    Running ended = running.remove();
    // Counted evenly while it runs would be truer; over many turns it is the same.
    now = ended.end;
    String id = ended.batch.tenant().id();
    served.merge(id, (double) ended.batch.cost(), Double::sum);
    batches.ended(ended.batch, List.of());
    if (tenants.containsKey(id) && batches.waiting(id) < 200) {
      refill(id, random);
    }
  }

  private static TenantUse use(Tenant tenant) {
    return new TenantUse(tenant.profile().limits(), List.of());
  }

  private static Tenant tenant(String id, String settings) {
    return new Tenant(
        TestingProfiles.of(id, settings),
        new TenantFolder(Path.of(id)),
        new PluginRef(id, "1.0.0", id + ".jar", "0"),
        null);
  }
}
