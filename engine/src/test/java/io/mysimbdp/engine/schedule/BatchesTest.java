package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.TenantFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final long TURN = 64L << 20;

  private Instant now = NOON;
  private final Batches batches = new Batches(new HeapBudget(300L << 20), TURN, () -> now);

  @Test
  void files_of_a_tenant_go_by_arrival_in_batches_of_the_profile() {
    add(tenant("a", 2), files("1", "2", "3"));

    Batch first = batches.next().orElseThrow();
    assertThat(names(first)).containsExactly("1", "2");
    assertThat(batches.next()).as("one batch of a tenant at a time").isEmpty();
    batches.ended(first, List.of());
    assertThat(names(batches.next().orElseThrow())).containsExactly("3");
  }

  @Test
  void files_set_back_are_next_in_their_order() {
    add(tenant("a", 3), files("1", "2", "3", "4"));

    Batch first = batches.next().orElseThrow();
    batches.ended(first, List.of(first.files().get(1), first.files().get(2)));

    assertThat(names(batches.next().orElseThrow())).containsExactly("2", "3", "4");
  }

  @Test
  void a_tenant_with_many_files_delays_another_by_one_batch() {
    add(tenant("noisy", 10), files(1000, 1_000_000));
    add(tenant("quiet", 10), files(20, 1_000));

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Batch batch = batches.next().orElseThrow();
      order.add(batch.tenant().id());
      batches.ended(batch, List.of());
    }

    assertThat(order).containsExactly("noisy", "quiet", "quiet", "noisy", "noisy");
  }

  @Test
  void tenants_with_equal_files_take_turns() {
    add(tenant("a", 1), files(3, 100));
    add(tenant("b", 1), files(3, 100));

    List<String> order = new ArrayList<>();
    for (Batch batch = batches.next().orElse(null);
        batch != null;
        batch = batches.next().orElse(null)) {
      order.add(batch.tenant().id());
      batches.ended(batch, List.of());
    }

    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
  }

  @Test
  void twice_the_weight_gets_twice_the_bytes() {
    add(tenant("a", "limits.batch.files = 1, weight = 100"), files(100, 100));
    add(tenant("b", "limits.batch.files = 1, weight = 200"), files(100, 100));

    List<String> order = order(30);

    assertThat(order).filteredOn("a"::equals).hasSize(10);
    assertThat(order.subList(0, 6)).containsExactly("a", "b", "b", "a", "b", "b");
  }

  @Test
  void a_tenant_may_have_several_batches_at_a_time() {
    add(tenant("a", "limits { batch.files = 1, concurrent-batches = 2 }"), files("1", "2", "3"));

    Batch first = batches.next().orElseThrow();
    Batch second = batches.next().orElseThrow();
    assertThat(batches.next()).isEmpty();
    batches.ended(second, List.of());

    assertThat(names(batches.next().orElseThrow())).containsExactly("3");
    batches.ended(first, List.of());
  }

  @Test
  void a_file_set_back_while_another_batch_runs_waits_for_that_one() {
    add(tenant("a", "limits { batch.files = 1, concurrent-batches = 2 }"), files("1", "same"));
    Batch first = batches.next().orElseThrow();
    Batch same = batches.next().orElseThrow();

    batches.ended(same, same.files());
    assertThat(batches.next()).isEmpty();
    batches.ended(first, List.of());

    assertThat(names(batches.next().orElseThrow())).containsExactly("same");
  }

  @Test
  void a_batch_waits_while_others_have_taken_the_heap_but_one_always_runs() {
    add(tenant("a", "heap = 200 MiB"), files("1"));
    add(tenant("b", "heap = 100 MiB"), files("2"));
    add(tenant("c", "heap = 400 MiB"), files("3"));

    Batch a = batches.next().orElseThrow();
    Batch b = batches.next().orElseThrow();
    assertThat(batches.next()).isEmpty();
    batches.ended(a, List.of());
    assertThat(batches.next()).isEmpty();
    batches.ended(b, List.of());

    assertThat(names(batches.next().orElseThrow())).containsExactly("3");
  }

  @Test
  void those_that_fit_overtake_one_that_waits_for_the_heap_for_some_turns_only() {
    add(tenant("small", "heap = 50 MiB, limits.concurrent-batches = 2"), files(1000, 1 << 20));
    Batch one = batches.next().orElseThrow();
    add(tenant("large", "heap = 290 MiB"), files("x"));

    int overtaken = 0;
    for (Batch batch = batches.next().orElse(null);
        batch != null;
        batch = batches.next().orElse(null)) {
      assertThat(batch.tenant().id()).isEqualTo("small");
      batches.ended(batch, List.of());
      overtaken++;
    }
    assertThat(overtaken).isBetween(7, 9);
    batches.ended(one, List.of());

    assertThat(batches.next().orElseThrow().tenant().id()).isEqualTo("large");
  }

  @Test
  void a_higher_priority_is_first_of_those_with_the_same_claim() {
    add(tenant("low", "priority = low"), files("1"));
    add(tenant("normal", ""), files("2"));
    add(tenant("high", "priority = high"), files("3"));

    assertThat(order(3)).containsExactly("high", "normal", "low");
  }

  @Test
  void a_turn_ends_a_batch() {
    add(tenant("a", ""), files(100, 30L << 20));

    assertThat(batches.next().orElseThrow().files()).hasSize(3);
  }

  @Test
  void a_file_that_is_to_be_alone_is_a_batch_of_its_own() {
    add(tenant("a", ""), List.of(file("1", 1), alone("2"), alone("3"), file("4", 1)));

    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Batch batch = batches.next().orElseThrow();
      all.add(names(batch));
      batches.ended(batch, List.of());
    }

    assertThat(all).containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("4"));
  }

  @Test
  void another_profile_holds_for_the_next_batch() {
    Tenant before = tenant("a", "limits.batch.files = 1, heap = 200 MiB");
    TenantUse use = use(before);
    batches.add(before, use, files("1", "2", "3", "4"));
    Batch first = batches.next().orElseThrow();

    batches.replace(tenant("a", "limits.batch.files = 2, heap = 20 MiB"), use);
    batches.ended(first, List.of());

    assertThat(names(batches.next().orElseThrow())).containsExactly("2", "3");
    add(tenant("b", "heap = 280 MiB"), files("5"));
    assertThat(batches.next().orElseThrow().tenant().id())
        .as("what was taken is back")
        .isEqualTo("b");
  }

  @Test
  void more_bytes_than_a_batch_may_hold_make_more_batches() {
    add(tenant("a", "limits.batch.bytes = 250"), files("1", "2", "3", "4", "5"));

    List<List<String>> all = new ArrayList<>();
    for (Batch batch = batches.next().orElse(null);
        batch != null;
        batch = batches.next().orElse(null)) {
      all.add(names(batch));
      batches.ended(batch, List.of());
    }

    assertThat(all).containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
    assertThat(judged()).isEmpty();
  }

  @Test
  void files_beyond_a_quota_wait_and_those_behind_keep_their_place() {
    Tenant tenant = tenant("a", "limits.day.bytes = 250");
    Charge before = new Charge(NOON.minusSeconds(3600), 1, 60, 1);
    batches.add(
        tenant,
        use(tenant, before),
        List.of(file("1", 100), file("2", 100), file("3", 10), file("4", 251)));

    Batch batch = batches.next().orElseThrow();
    assertThat(names(batch)).containsExactly("1");
    assertThat(batches.next()).as("what runs may give back what it has set aside").isEmpty();
    batch.use().charge(new Charge(NOON, 1, 100, 5));
    batches.ended(batch, List.of());

    assertThat(batches.next()).isEmpty();
    String why =
        "limits.day.bytes = 250 bytes, 160 bytes used, and it has 100 bytes; it may run"
            + " from 2026-03-02T11:00:00Z";
    assertThat(judged())
        .containsExactly(
            "2: deferred, " + why,
            "3: deferred, it waits behind 2: " + why,
            "4: deferred, it waits behind 2: " + why);
    assertThat(batches.drain().get(tenant)).isEmpty();
  }

  @Test
  void what_a_batch_gives_back_is_there_for_the_next_file() {
    add(tenant("a", "limits { batch.files = 1, day.files = 1 }"), files("1", "2"));

    Batch failed = batches.next().orElseThrow();
    batches.ended(failed, List.of());

    assertThat(names(batches.next().orElseThrow())).containsExactly("2");
  }

  @Test
  void a_file_that_no_quota_could_hold_is_refused_and_the_next_one_runs() {
    add(tenant("a", "limits.hour.bytes = 100"), List.of(file("big", 101), file("small", 100)));

    assertThat(names(batches.next().orElseThrow())).containsExactly("small");
    assertThat(judged())
        .containsExactly(
            "big: refused, it has 101 bytes, more than all of limits.hour.bytes = 100 bytes");
  }

  @Test
  void outside_of_its_windows_a_tenant_waits() {
    add(tenant("a", "run-windows = [\"* 22-23,0-5 * * *\"]"), files("1", "2"));

    assertThat(batches.next()).isEmpty();
    assertThat(judged())
        .containsExactly(
            "1: deferred, outside of run-windows = * 22-23,0-5 * * * UTC (test, test.conf); it"
                + " may run from 2026-03-01T22:00:00Z",
            "2: deferred, outside of run-windows = * 22-23,0-5 * * * UTC (test, test.conf); it"
                + " may run from 2026-03-01T22:00:00Z");

    now = NOON.plus(Duration.ofHours(10));
    add(tenant("a", "run-windows = [\"* 22-23,0-5 * * *\"]"), files("1", "2"));
    assertThat(names(batches.next().orElseThrow())).containsExactly("1", "2");
  }

  @Test
  void the_files_of_a_suspended_tenant_wait() {
    Tenant base = tenant("a", "");
    Tenant suspended = base.withSuspension("the tenant is suspended by a test");
    add(suspended, files("1"));

    assertThat(batches.next()).isEmpty();
    assertThat(judged()).containsExactly("1: deferred, the tenant is suspended by a test");
  }

  @Test
  void what_is_drained_is_gone() {
    Tenant tenant = tenant("a", 1);
    add(tenant, files("1", "2"));

    assertThat(batches.drain().get(tenant)).hasSize(2);
    assertThat(batches.next()).isEmpty();
  }

  @Test
  void a_batch_of_another_schedule_is_a_mistake() {
    Batch stranger = new Batch(tenant("x", 1), use(tenant("x", 1)), files("1"));

    assertThatThrownBy(() -> batches.ended(stranger, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void add(Tenant tenant, List<WaitingFile> files) {
    batches.add(tenant, use(tenant), files);
  }

  private static TenantUse use(Tenant tenant, Charge... history) {
    return new TenantUse(tenant.profile().limits(), List.of(history));
  }

  private static Tenant tenant(String id, int filesPerBatch) {
    return tenant(id, "limits.batch.files = " + filesPerBatch);
  }

  private static Tenant tenant(String id, String settings) {
    return new Tenant(
        TestingProfiles.of(id, settings),
        new TenantFolder(Path.of(id)),
        new PluginRef(id, "1.0.0", id + ".jar", "0"),
        null);
  }

  private List<String> order(int turns) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      Batch batch = batches.next().orElseThrow();
      order.add(batch.tenant().id());
      batches.ended(batch, List.of());
    }
    return order;
  }

  private List<String> judged() {
    List<String> texts = new ArrayList<>();
    batches
        .judged()
        .forEach(
            (tenant, files) ->
                files.forEach(
                    each -> texts.add(each.file().name() + ": " + reason(each.decision()))));
    return texts;
  }

  private static String reason(Decision decision) {
    return decision instanceof Decision.Deferred deferred
        ? "deferred, " + deferred.reason()
        : "refused, " + ((Decision.Refused) decision).reason();
  }

  private static List<WaitingFile> files(String... names) {
    List<WaitingFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(file(name, 100));
    }
    return files;
  }

  private static List<WaitingFile> files(int count, long bytes) {
    List<WaitingFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file("f" + i, bytes));
    }
    return files;
  }

  private static WaitingFile file(String name, long bytes) {
    return new WaitingFile(name, Location.of(Path.of(name)), new FileStamp(bytes, 0, name));
  }

  private static WaitingFile alone(String name) {
    return new WaitingFile(name, Location.of(Path.of(name)), new FileStamp(1, 0, name), true);
  }

  private static List<String> names(Batch batch) {
    return batch.files().stream().map(WaitingFile::name).toList();
  }
}
