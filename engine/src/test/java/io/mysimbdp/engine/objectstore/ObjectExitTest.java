package io.mysimbdp.engine.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.S3Server;
import io.mysimbdp.engine.config.Retention;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.staging.Exit;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingArea.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

class ObjectExitTest {

  private static final S3Server SERVER = S3Server.shared();
  private static final long FIVE_MIB = 5 << 20;

  @TempDir private Path folder;
  private Bucket bucket;
  private StagingArea area;
  private Exit exit;

  @BeforeEach
  void make_bucket() {
    bucket = new Bucket(SERVER, folder);
    area = bucket.area();
    exit = area.exit(Bucket.rules(""));
  }

  private FileStamp stamp(InStore file) throws IOException {
    return area.files().stamp(file);
  }

  @Test
  void an_ingested_file_lies_in_done() throws IOException {
    InStore file = bucket.stage("a.csv", "x,1\n");

    assertThat(exit.done(file, stamp(file)))
        .hasToString("s3://" + bucket.name + "/toys/done/a.csv");

    assertThat(bucket.keys()).containsExactly("toys/done/a.csv");
    assertThat(bucket.get("toys/done/a.csv")).isEqualTo("x,1\n");
  }

  @Test
  void a_name_that_is_taken_gets_a_number_behind_it() throws IOException {
    List<String> places = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      InStore file = bucket.stage("a.csv", "content " + i);
      places.add(exit.done(file, stamp(file)).name());
    }

    assertThat(places).containsExactly("a.csv", "a.csv.2", "a.csv.3", "a.csv.4");
    assertThat(bucket.get("toys/done/a.csv")).isEqualTo("content 1");
    assertThat(bucket.get("toys/done/a.csv.4")).isEqualTo("content 4");
    assertThat(area.named(Part.DONE, "a.csv"))
        .extracting(Location::name)
        .containsExactly("a.csv", "a.csv.2", "a.csv.3", "a.csv.4");
  }

  @Test
  void several_moves_at_a_time_lose_nothing() throws Exception {
    InStore one = bucket.put("toys/staging/a.csv", "1");
    InStore two = bucket.put("elsewhere/a.csv", "2");
    InStore three = bucket.put("somewhere/a.csv", "3");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Location>> moves = new ArrayList<>();
      for (InStore file : List.of(one, two, three)) {
        FileStamp stamp = stamp(file);
        moves.add(threads.submit(() -> exit.done(file, stamp)));
      }
      for (Future<Location> move : moves) {
        move.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(bucket.keys()).hasSize(3).allMatch(key -> key.startsWith("toys/done/a.csv"));
    assertThat(bucket.keys().stream().map(bucket::get)).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void an_object_that_was_replaced_is_not_moved() throws IOException {
    InStore file = bucket.stage("a.csv", "first");
    FileStamp first = stamp(file);
    bucket.stage("a.csv", "other");

    assertThatThrownBy(() -> exit.done(file, first))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("cannot be moved to", "/toys/done/: it has been replaced");

    assertThat(bucket.keys()).containsExactly("toys/staging/a.csv");
    assertThat(bucket.get("toys/staging/a.csv")).isEqualTo("other");
  }

  @Test
  void an_object_replaced_between_copy_and_deletion_stays() throws IOException {
    InStore file = bucket.stage("a.csv", "first");
    FileStamp first = stamp(file);
    bucket.stage("a.csv", "other");

    assertThatThrownBy(() -> bucket.store().delete(file, first)).hasMessage("it has been replaced");

    assertThat(bucket.get("toys/staging/a.csv")).isEqualTo("other");
  }

  @Test
  void a_refused_file_has_the_reason_beside_it() throws IOException {
    bucket.put("toys/refused/a.csv", "an earlier one");
    InStore file = bucket.stage("a.csv", "x");

    exit.refused(file, null, "it is too small");

    assertThat(bucket.keys())
        .containsExactly(
            "toys/refused/a.csv", "toys/refused/a.csv.2", "toys/refused/a.csv.2.reason.txt");
    assertThat(bucket.get("toys/refused/a.csv.2.reason.txt")).isEqualTo("it is too small\n");
  }

  @Test
  void the_marker_goes_with_its_file() throws IOException {
    InStore file = bucket.stage("a.csv", "x");
    bucket.stage("a.csv.ok", "");

    area.exit(Bucket.rules("files { completion = marker, marker-suffix = \".ok\" }"))
        .done(file, stamp(file));

    assertThat(bucket.keys()).containsExactly("toys/done/a.csv");
  }

  @Test
  void files_are_put_back_but_never_over_others() throws IOException {
    bucket.put("toys/done/a.csv", "done");
    bucket.put("toys/refused/b.csv", "refused");
    bucket.put("toys/refused/b.csv.reason.txt", "why");

    area.putBack(Part.DONE, "a.csv");
    area.putBack(Part.REFUSED, "b.csv");

    assertThat(bucket.keys()).containsExactly("toys/staging/a.csv", "toys/staging/b.csv");
    bucket.put("toys/done/a.csv", "another");
    assertThatThrownBy(() -> area.putBack(Part.DONE, "a.csv"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot be moved to s3://" + bucket.name + "/toys/staging/a.csv");
    assertThat(bucket.get("toys/staging/a.csv")).isEqualTo("done");
    assertThat(bucket.get("toys/done/a.csv")).isEqualTo("another");
  }

  @Test
  void what_has_been_kept_long_enough_is_deleted() {
    bucket.put("toys/done/a.csv", "x");
    bucket.put("toys/refused/b.csv", "x");
    bucket.put("toys/staging/c.csv", "x");
    Duration day = Duration.ofDays(1);
    Retention retention = new Retention(day, null, null);

    assertThat(area.expire(retention, () -> Instant.now())).isEmpty();
    assertThat(area.expire(retention, () -> Instant.now().plus(day).plusSeconds(60)))
        .containsExactly("deleted 1 file of done/, kept for retention.done = 86400 s");

    assertThat(bucket.keys()).containsExactly("toys/refused/b.csv", "toys/staging/c.csv");
  }

  @Test
  void a_large_object_is_copied_in_parts() throws IOException {
    byte[] content = new byte[(int) (2 * FIVE_MIB + 12_345)];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 1000);
    }
    InStore file = new InStore(bucket.name, "toys/staging/large.bin");
    InStore target = new InStore(bucket.name, "toys/done/large.bin");
    SERVER
        .client()
        .putObject(
            each -> each.bucket(bucket.name).key(file.key()).contentType("text/csv"),
            RequestBody.fromBytes(content));
    ObjectMove move = new ObjectMove(bucket.store(), new ObjectCopy(bucket.store(), FIVE_MIB));

    assertThat(move.moveInto(file, stamp(file), "toys/done/")).isEqualTo(target);

    assertThat(bucket.keys()).containsExactly("toys/done/large.bin");
    var there =
        SERVER.client().getObjectAsBytes(each -> each.bucket(bucket.name).key(target.key()));
    assertThat(there.asByteArray()).isEqualTo(content);
    assertThat(there.response().contentType()).isEqualTo("text/csv");
  }

  @Test
  void parts_of_an_object_that_was_replaced_are_not_left_behind() throws IOException {
    InStore file = bucket.stage("large.bin", "x".repeat((int) FIVE_MIB + 1));
    FileStamp first = stamp(file);
    bucket.stage("large.bin", "y".repeat((int) FIVE_MIB + 1));
    ObjectCopy copy = new ObjectCopy(bucket.store(), FIVE_MIB);

    assertThatThrownBy(
            () -> copy.copy(file, first, new InStore(bucket.name, "toys/done/large.bin")))
        .hasMessage("it has been replaced");

    assertThat(bucket.keys()).containsExactly("toys/staging/large.bin");
    assertThat(SERVER.client().listMultipartUploads(each -> each.bucket(bucket.name)).uploads())
        .isEmpty();
  }
}
