package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.Eventually;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a service does with tenants and files that come, change and go. */
class IngestServiceTest extends TestedService {

  @Test
  void files_are_taken_as_they_come() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    start(one);
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");

    stage(one, "2.tsv");
    service.changed(one.id());

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
    stopAndWait();
    assertThat(tallies).extracting(ServiceTally::done).containsExactly(2L);
    assertThat(one.folder().done()).isDirectoryContaining("glob:**/2.tsv");
  }

  @Test
  void a_change_that_nobody_tells_of_is_found_by_looking_again() throws Exception {
    service = service(Duration.ofMillis(200), Duration.ofMinutes(1));
    Tenant one = tenant("");
    start(one);
    door.awaitNothing();

    stage(one, "1.tsv");

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");
  }

  @Test
  void a_tenant_without_files_is_neither_opened_nor_leased() throws Exception {
    Tenant idle = tenant("");
    Tenant busy = tenant("");
    stage(busy, "1.tsv");

    start(idle, busy);
    worker.nextRun();
    stopAndWait();

    assertThat(door.opened).containsExactly(busy.id() + " 1");
  }

  @Test
  void a_tenant_outside_of_its_windows_is_not_opened_before_they_open() throws Exception {
    Tenant closed = tenant("run-windows = [\"0 0 29 2 *\"]");
    Tenant open = tenant("");
    stage(closed, "1.tsv");
    stage(open, "2.tsv");

    start(closed, open);
    assertThat(worker.nextRun()).isEqualTo(open.id() + " 1: 2.tsv");
    assertThat(door.opened).containsExactly(open.id() + " 1");
    service.update(List.of(anytime(closed), open), () -> {});

    assertThat(worker.nextRun()).isEqualTo(closed.id() + " 1: 1.tsv");
  }

  @Test
  void the_next_batch_is_run_by_the_new_version_and_the_one_under_way_by_the_old()
      throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one);
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");

    stage(one, "2.tsv");
    CountDownLatch applied = new CountDownLatch(1);
    service.update(List.of(version(one, "2")), applied::countDown);
    assertThat(applied.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(door.pinned(one.id(), "1")).as("the old version is kept").isTrue();
    goOn.countDown();

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 2: 2.tsv");
    stopAndWait();
    assertThat(door.pinned(one.id(), "1")).as("it is let go in the end").isFalse();
    assertThat(door.opened).containsExactly(one.id() + " 1", one.id() + " 2");
    assertThat(tallies.get(0).done()).isEqualTo(2);
  }

  @Test
  void a_version_that_cannot_be_opened_leaves_the_old_one_serving() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    start(one);
    worker.nextRun();
    door.refuse(one.id() + " 2", "its tables contradict those that are there");

    service.update(List.of(version(one, "2")), () -> {});
    stage(one, "2.tsv");
    service.changed(one.id());

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
    // The file may be found before the new version has been tried.
    Eventually.await(
        "the trouble to be told",
        () ->
            "its tables contradict those that are there; it is served as it was before"
                .equals(service.tallies().get(0).trouble()));
  }

  @Test
  void a_tenant_that_is_removed_ends_its_batch_and_is_let_go() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    Tenant other = tenant("");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one, other);
    worker.nextRun();

    CountDownLatch applied = new CountDownLatch(1);
    service.update(List.of(other), applied::countDown);
    assertThat(applied.await(10, TimeUnit.SECONDS)).isTrue();
    service.tallies();
    assertThat(door.gone).as("it has a batch under way").isEmpty();
    goOn.countDown();

    assertThat(door.nextClosed()).isEqualTo(one.id());
    assertThat(door.gone.poll(20, TimeUnit.SECONDS)).isEqualTo(one.id());
    stopAndWait();
    assertThat(tallies).extracting(ServiceTally::done).containsExactly(1L, 0L);
    assertThat(door.pinned(one.id(), "1")).isFalse();
    assertThat(one.folder().staging()).isDirectoryContaining("glob:**/2.tsv");
    assertThat(ledger.leases().holder(one.id()).engineId()).as("its lease is free").isNull();
  }

  @Test
  void a_tenant_that_cannot_be_opened_is_tried_again_and_the_others_go_on() throws Exception {
    Tenant one = tenant("");
    Tenant other = tenant("");
    stage(one, "1.tsv");
    stage(other, "2.tsv");
    door.refuse(one.id() + " 1", "Cassandra is not there");

    start(one, other);

    assertThat(worker.nextRun()).isEqualTo(other.id() + " 1: 2.tsv");
    door.admit(one.id() + " 1");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");
  }

  @Test
  void files_that_have_failed_together_are_tried_again_alone() throws Exception {
    Tenant one = tenant("");
    stage(one, "bad.tsv");
    stage(one, "good.tsv");
    worker.fail("bad.tsv");

    start(one);

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: bad.tsv, good.tsv");
    List<String> alone = new ArrayList<>(List.of(worker.nextRun(), worker.nextRun()));
    assertThat(alone)
        .containsExactlyInAnyOrder(one.id() + " 1: bad.tsv", one.id() + " 1: good.tsv");
    worker.mend("bad.tsv");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: bad.tsv");
    stopAndWait();
    assertThat(tallies.get(0).done()).isEqualTo(2);
    assertThat(tallies.get(0).failures()).isEqualTo(3);
  }

  @Test
  void a_tenant_whose_runs_fail_is_suspended_until_it_is_resumed() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    for (int i = 1; i <= 4; i++) {
      stage(one, i + ".tsv");
      worker.fail(i + ".tsv");
    }

    start(one);
    for (int i = 1; i <= 3; i++) {
      assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: " + i + ".tsv");
    }

    assertThat(door.nextClosed()).as("after three it is given up").isEqualTo(one.id());
    assertThat(ledger.control(one.id()).isSuspended()).isTrue();
    assertThat(ledger.control(one.id()).failedRuns()).isEqualTo(3);
    for (int i = 1; i <= 4; i++) {
      worker.mend(i + ".tsv");
    }
    ledger.resume(one.id());
    service.update(List.of(one), () -> {});
    List<String> runs = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      runs.add(worker.nextRun());
    }
    assertThat(runs).allMatch(run -> run.startsWith(one.id()));
  }

  @Test
  void what_a_quota_of_a_pass_keeps_out_comes_with_the_next_look() throws Exception {
    service = service(Duration.ofMillis(300), Duration.ofMinutes(1));
    Tenant one = tenant("limits { pass.files = 1, batch.files = 1 }");
    stage(one, "1.tsv");
    stage(one, "2.tsv");

    start(one);

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 1.tsv");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
  }

  @Test
  void what_is_under_way_may_end_when_the_service_stops() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    service.stop();
    goOn.countDown();
    thread.join(20_000);

    assertThat(tallies.get(0).done()).isEqualTo(1);
    assertThat(tallies.get(0).waiting()).isEqualTo(1);
    assertThat(stop.isTripped()).as("nothing had to be cancelled").isFalse();
  }

  @Test
  void what_does_not_end_in_time_is_cancelled() throws Exception {
    service = service(Duration.ofMinutes(1), Duration.ofMillis(1));
    Tenant one = tenant("");
    stage(one, "1.tsv");
    worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    stopAndWait();

    assertThat(stop.isTripped()).isTrue();
    assertThat(tallies.get(0).done()).isZero();
    assertThat(one.folder().staging()).isDirectoryContaining("glob:**/1.tsv");
  }

  @Test
  void a_folder_in_staging_is_reported_once_and_stops_nobody() throws Exception {
    Tenant one = tenant("");
    Files.createDirectory(one.folder().staging().resolve("sub"));
    stage(one, "1.tsv");
    start(one);
    worker.nextRun();

    stage(one, "2.tsv");
    service.changed(one.id());
    worker.nextRun();
    stopAndWait();

    assertThat(tallies.get(0).refused()).isEqualTo(1);
    assertThat(tallies.get(0).done()).isEqualTo(2);
  }
}
