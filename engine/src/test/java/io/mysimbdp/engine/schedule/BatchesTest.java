package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.TenantFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void files_of_a_tenant_go_by_arrival_in_batches_of_the_profile() {
    Batches batches = new Batches();
    batches.add(tenant("a", 2), files("1", "2", "3"));

    Batch first = batches.next().orElseThrow();
    assertThat(names(first)).containsExactly("1", "2");
    assertThat(batches.next()).as("one batch of a tenant at a time").isEmpty();
    batches.ended(first);
    assertThat(names(batches.next().orElseThrow())).containsExactly("3");
  }

  @Test
  void files_set_back_are_next_in_their_order() {
    Batches batches = new Batches();
    batches.add(tenant("a", 3), files("1", "2", "3", "4"));

    Batch first = batches.next().orElseThrow();
    batches.setBack(first, List.of(first.files().get(1), first.files().get(2)));
    batches.ended(first);

    assertThat(names(batches.next().orElseThrow())).containsExactly("2", "3", "4");
  }

  @Test
  void a_tenant_with_many_files_delays_another_by_one_batch() {
    Batches batches = new Batches();
    batches.add(tenant("noisy", 10), files(1000, 1_000_000));
    batches.add(tenant("quiet", 10), files(20, 1_000));

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Batch batch = batches.next().orElseThrow();
      order.add(batch.tenant().id());
      batches.ended(batch);
    }

    assertThat(order).containsExactly("noisy", "quiet", "quiet", "noisy", "noisy");
  }

  @Test
  void tenants_with_equal_files_take_turns() {
    Batches batches = new Batches();
    batches.add(tenant("a", 1), files(3, 100));
    batches.add(tenant("b", 1), files(3, 100));

    List<String> order = new ArrayList<>();
    for (Batch batch = batches.next().orElse(null);
        batch != null;
        batch = batches.next().orElse(null)) {
      order.add(batch.tenant().id());
      batches.ended(batch);
    }

    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
  }

  @Test
  void what_is_drained_is_gone() {
    Batches batches = new Batches();
    Tenant tenant = tenant("a", 1);
    batches.add(tenant, files("1", "2"));

    assertThat(batches.drain().get(tenant)).hasSize(2);
    assertThat(batches.next()).isEmpty();
  }

  @Test
  void a_batch_of_another_schedule_is_a_mistake() {
    Batch stranger = new Batch(tenant("x", 1), files("1"));

    assertThatThrownBy(() -> new Batches().ended(stranger))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Tenant tenant(String id, int filesPerBatch) {
    return new Tenant(
        TestingProfiles.with(id, filesPerBatch),
        new TenantFolder(Path.of(id)),
        new PluginRef(id, "1.0.0", id + ".jar", "0"));
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
    return new WaitingFile(name, Path.of(name), new FileStamp(bytes, 0, name));
  }

  private static List<String> names(Batch batch) {
    return batch.files().stream().map(WaitingFile::name).toList();
  }
}
