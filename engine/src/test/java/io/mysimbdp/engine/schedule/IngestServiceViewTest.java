package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a service says of how it stands. */
class IngestServiceViewTest extends TestedService {

  @Test
  void who_asks_is_told_what_runs_and_why_the_others_wait() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    stage(one, "3.tsv");
    worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.running() == 1 && each.waiting().count() == 2);

    assertThat(view.phase()).isEqualTo(TenantView.Phase.OPEN);
    assertThat(view.hold()).isNull();
    assertThat(view.waiting().bytes()).isEqualTo(2L * (one.id() + "/2.tsv").length());
    assertThat(view.waiting().oldest()).isNotNull();
    assertThat(view.waiting().first())
        .extracting(FileWait::name, FileWait::cause, FileWait::reason)
        .containsExactly(
            tuple(
                "2.tsv",
                FileWait.Cause.TURN,
                "it waits for a batch of its tenant to end, which has 1 under way and may have no"
                    + " more"),
            tuple(
                "3.tsv",
                FileWait.Cause.TURN,
                "it waits for a batch of its tenant to end, which has 1 under way and may have no"
                    + " more; 1 file of its tenant before it"));
    assertThat(service.view().orElseThrow().running()).isEqualTo(1);
    assertThat(service.view().orElseThrow().concurrentRuns()).isEqualTo(2);
  }

  @Test
  void who_asks_is_told_of_a_quota_and_until_when() throws Exception {
    Tenant one = tenant("limits { hour.files = 1, batch.files = 1 }");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    stage(one, "3.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.hold() != null && each.waiting().count() == 2);

    FileWait first = view.waiting().first().get(0);
    assertThat(first.name()).isEqualTo("2.tsv");
    assertThat(first.cause()).isEqualTo(FileWait.Cause.QUOTA);
    assertThat(first.reason()).contains("limits.hour.files");
    assertThat(first.until()).isNotNull().isEqualTo(Objects.requireNonNull(view.hold()).until());
    assertThat(view.waiting().first().get(1).reason()).startsWith("it waits behind 2.tsv: ");
    assertThat(view.quotas()).hasSize(1);
    assertThat(view.quotas().get(0).used()).isEqualTo(1);
    // Given up after a while, and new files come: they are counted all the same.
    door.nextClosed();
    stage(one, "4.tsv");
    view(one, each -> each.phase() == TenantView.Phase.IDLE && each.waiting().count() == 3);
  }

  @Test
  void who_asks_is_told_of_a_window_that_is_closed() throws Exception {
    Tenant closed = tenant("run-windows = [\"0 0 29 2 *\"]");
    stage(closed, "1.tsv");
    start(closed);

    TenantView view = view(closed, each -> each.waiting().count() == 1);

    assertThat(view.phase()).isEqualTo(TenantView.Phase.IDLE);
    assertThat(view.waiting().first().get(0).cause()).isEqualTo(FileWait.Cause.WINDOW);
    assertThat(view.waiting().first().get(0).reason()).startsWith("outside of run-windows = ");
  }

  @Test
  void who_asks_is_told_of_a_suspension_that_files_wait_for() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    stage(one, "1.tsv");
    stage(one, "2.tsv");
    CountDownLatch goOn = worker.hold("1.tsv");
    start(one);
    worker.nextRun();
    service.update(List.of(one.withSuspension("for a test")), () -> {});

    TenantView busy = view(one, each -> each.hold() != null && each.waiting().count() == 1);

    assertThat(busy.running()).isEqualTo(1);
    assertThat(busy.waiting().first())
        .extracting(FileWait::name, FileWait::cause, FileWait::reason, FileWait::until)
        .containsExactly(tuple("2.tsv", FileWait.Cause.SUSPENDED, "for a test", null));
    goOn.countDown();
    door.nextClosed();
    stage(one, "3.tsv");
    TenantView idle = view(one, each -> each.waiting().count() == 2);
    assertThat(idle.phase()).isEqualTo(TenantView.Phase.IDLE);
    assertThat(idle.waiting().first())
        .extracting(FileWait::cause)
        .containsOnly(FileWait.Cause.SUSPENDED);
    assertThat(idle.waiting().unready()).isZero();

    service.update(List.of(one), () -> {});

    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 2.tsv");
    assertThat(worker.nextRun()).isEqualTo(one.id() + " 1: 3.tsv");
    view(one, each -> each.waiting().count() == 0 && each.tally().done() == 3);
  }

  @Test
  void who_asks_is_told_what_has_failed_and_is_still_being_written() throws Exception {
    Tenant one = tenant("files { completion = marker, marker-suffix = \".ok\" }");
    stage(one, "bad.tsv");
    stage(one, "bad.tsv.ok");
    stage(one, "late.tsv");
    worker.fail("bad.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.tally().failures() == 1);

    assertThat(view.waiting().first())
        .extracting(FileWait::name, FileWait::cause)
        .containsExactlyInAnyOrder(
            tuple("bad.tsv", FileWait.Cause.RETRY), tuple("late.tsv", FileWait.Cause.MARKER));
    assertThat(view.waiting().count()).isEqualTo(2);
    assertThat(view.waiting().ready()).as("late.tsv waits for nobody but its sender").isEqualTo(1);
    assertThat(view.waiting().first())
        .filteredOn(file -> file.name().equals("bad.tsv"))
        .extracting(FileWait::reason)
        .containsExactly("it has failed once and is tried again: the app failed");
  }

  @Test
  void who_asks_is_told_of_trouble() throws Exception {
    Tenant one = tenant("");
    stage(one, "1.tsv");
    door.refuse(one.id() + " 1", "its tables contradict those that are there");
    start(one);

    TenantView view = view(one, each -> each.waiting().count() == 1);

    assertThat(view.tally().trouble()).isEqualTo("its tables contradict those that are there");
    assertThat(view.waiting().first().get(0).cause()).isEqualTo(FileWait.Cause.TROUBLE);
    assertThat(view.waiting().first().get(0).until()).isNotNull();
  }

  @Test
  void a_service_that_has_not_begun_or_has_ended_keeps_nobody_waiting_for_long() throws Exception {
    Tenant one = tenant("");
    start(one);
    view(one, each -> true);

    stopAndWait();

    assertThat(service.view()).isPresent();
    assertThat(service.view().orElseThrow().stopping()).isTrue();
  }

  @Test
  void many_files_are_counted_and_few_of_them_named() throws Exception {
    Tenant one = tenant("limits.batch.files = 1");
    for (int i = 1; i <= 70; i++) {
      stage(one, i + ".tsv");
    }
    worker.hold("1.tsv");
    start(one);
    worker.nextRun();

    TenantView view = view(one, each -> each.running() == 1);

    assertThat(view.waiting().count()).isEqualTo(69);
    assertThat(view.waiting().first()).hasSize(FilesWaiting.MOST_NAMED);
  }
}
