package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.Eventually;
import io.mysimbdp.engine.S3Server;
import io.mysimbdp.engine.objectstore.StagingAreas;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service with files in an object store, of which nothing tells it, and which can be away. */
class StoreServiceTest extends TestedService {

  private static final Duration RESCAN = Duration.ofMillis(300);
  private static final String BUCKET = "served";

  private final S3Server server = S3Server.start();

  @AfterEach
  void end_server() throws InterruptedException {
    stopAndWait();
    server.close();
  }

  @Test
  void objects_are_found_while_it_serves() throws Exception {
    server.bucket(BUCKET);
    service = service(RESCAN, Duration.ofMinutes(1));
    Tenant tenant = stored();
    start(tenant);
    door.awaitNothing();

    put(tenant, "1.tsv");
    assertThat(worker.nextRun()).isEqualTo(tenant.id() + " 1: 1.tsv");
    put(tenant, "2.tsv");
    assertThat(worker.nextRun()).isEqualTo(tenant.id() + " 1: 2.tsv");

    awaitDone(tenant, "1.tsv");
    awaitDone(tenant, "2.tsv");
    assertThat(door.nextClosed()).as("nothing is left to do").isEqualTo(tenant.id());
    put(tenant, "3.tsv");
    assertThat(worker.nextRun()).isEqualTo(tenant.id() + " 1: 3.tsv");
    awaitDone(tenant, "3.tsv");
  }

  @Test
  void a_store_that_is_away_holds_up_nobody_else_and_loses_nothing() throws Exception {
    server.bucket(BUCKET);
    service = service(RESCAN, Duration.ofMinutes(1));
    Tenant tenant = stored();
    Tenant other = tenant("");
    put(tenant, "1.tsv");
    worker.hold("1.tsv");
    start(tenant, other);
    assertThat(worker.nextRun()).isEqualTo(tenant.id() + " 1: 1.tsv");

    server.kill();
    worker.letAllGoOn();
    stage(other, "near.tsv");
    assertThat(worker.nextRun()).isEqualTo(other.id() + " 1: near.tsv");
    view(tenant, view -> view.tally().done() == 1 && view.tally().trouble() != null);
    server.run();

    awaitDone(tenant, "1.tsv");
    put(tenant, "2.tsv");
    assertThat(worker.nextRun())
        .as("the first one was a duplicate, and is not run again")
        .isEqualTo(tenant.id() + " 1: 2.tsv");
    awaitDone(tenant, "2.tsv");
  }

  private Tenant stored() throws IOException {
    Tenant near = tenant("");
    return new Tenant(
        near.profile(),
        near.folder(),
        StagingAreas.of(
            server.staging("s3://" + BUCKET + "/{tenant}/staging"),
            near.id(),
            near.folder().root()),
        near.plugin(),
        null);
  }

  private void put(Tenant tenant, String name) {
    server.put(BUCKET, tenant.id() + "/staging/" + name, tenant.id() + "/" + name);
  }

  private void awaitDone(Tenant tenant, String name) throws InterruptedException {
    Eventually.await(
        name + " in done",
        () ->
            server.keys(BUCKET).contains(tenant.id() + "/done/" + name)
                && !server.keys(BUCKET).contains(tenant.id() + "/staging/" + name));
  }
}
