package io.mysimbdp.engine.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.S3Server;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingDirectory.Tally;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStagingTest {

  private static final S3Server SERVER = S3Server.shared();

  @TempDir private Path folder;
  private Bucket bucket;

  @BeforeEach
  void make_bucket() {
    bucket = new Bucket(SERVER, folder);
  }

  @Test
  void objects_are_listed_in_the_order_of_arrival() throws IOException {
    bucket.stage("b.csv", "x,1\n", Bucket.NOW.minusSeconds(50));
    bucket.stage("c.csv", "x\n", Bucket.NOW.minusSeconds(60));
    bucket.stage("a.csv", "x\n", Bucket.NOW.minusSeconds(50));

    List<Staged> found = bucket.scan("");

    assertThat(found).extracting(Staged::name).containsExactly("c.csv", "a.csv", "b.csv");
    Staged.Ready last = (Staged.Ready) found.get(2);
    assertThat(last.location()).hasToString("s3://" + bucket.name + "/toys/staging/b.csv");
    assertThat(last.stamp()).isEqualTo(bucket.area().files().stamp(last.location()));
    assertThat(last.stamp().sizeBytes()).isEqualTo(4);
  }

  @Test
  void an_object_that_was_put_a_moment_ago_settles() throws IOException {
    bucket.stage("new.csv", "x", Bucket.NOW.minusSeconds(2));

    assertThat(bucket.scan("files.quiet-period = 5s"))
        .containsExactly(new Staged.Settling("new.csv", Bucket.NOW.plusSeconds(3)));
    assertThat(bucket.scan("files.quiet-period = 1s").get(0)).isInstanceOf(Staged.Ready.class);
  }

  @Test
  void an_object_waits_for_a_marker_that_is_not_older() throws IOException {
    bucket.stage("a.csv", "x", Bucket.NOW.minusSeconds(60));
    bucket.stage("a.csv.ok", "", Bucket.NOW.minusSeconds(61));
    bucket.stage("b.csv", "x", Bucket.NOW.minusSeconds(60));
    bucket.stage("b.csv.ok", "", Bucket.NOW.minusSeconds(60));
    bucket.stage("c.csv", "x", Bucket.NOW.minusSeconds(60));

    List<Staged> found = bucket.scan("files { completion = marker, marker-suffix = \".ok\" }");

    assertThat(found).extracting(Staged::name).containsExactly("a.csv", "b.csv", "c.csv");
    assertThat(((Staged.Unmarked) found.get(0)).reason()).contains("older than its last change");
    assertThat(found.get(1)).isInstanceOf(Staged.Ready.class);
    assertThat(((Staged.Unmarked) found.get(2)).reason()).contains("waits for its marker c.csv.ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.csv",
        "a+b.csv",
        "100%25.csv",
        "q?&<>\"'#;:=@,$.csv",
        "grüße 你好.csv",
        "back\\slash.csv",
        "[1]{2}~x.csv"
      })
  void keys_may_hold_odd_characters(String name) throws IOException {
    bucket.stage(name, "x,1\n");

    Staged.Ready found = (Staged.Ready) bucket.scan("").get(0);

    assertThat(found.name()).isEqualTo(name);
    StagingArea area = bucket.area();
    try (var in = area.files().open(found.location(), found.stamp())) {
      assertThat(in.readAllBytes()).hasSize(4);
    }
    area.exit(Bucket.rules("")).done(found.location(), found.stamp());
    assertThat(bucket.keys()).containsExactly("toys/done/" + name);
  }

  @Test
  void a_name_with_control_characters_is_unfit() {
    bucket.put("toys/staging/a\u0007b.csv", "x");

    Staged.Unfit found = (Staged.Unfit) bucket.scan("").get(0);

    assertThat(found.name()).isEqualTo("a?b.csv");
    assertThat(found.movable()).isTrue();
  }

  @Test
  void a_folder_is_unfit_and_the_object_of_a_folder_itself_is_passed_over() throws IOException {
    bucket.put("toys/staging/", "");
    bucket.put("toys/staging/deeper/a.csv", "x");
    bucket.put("toys/staging/.hidden", "x");
    bucket.put("toys/staging/a.csv.part", "x");
    bucket.put("toys/staging2/other.csv", "x");

    List<Staged> found = bucket.scan("");

    assertThat(found).hasSize(1);
    Staged.Unfit unfit = (Staged.Unfit) found.get(0);
    assertThat(unfit.name()).isEqualTo("deeper");
    assertThat(unfit.reason()).isEqualTo("it is a folder; only regular files are ingested");
    assertThat(unfit.movable()).isFalse();
  }

  @Test
  void it_is_told_whether_anything_is_there_and_how_much() throws IOException {
    StagingArea area = bucket.area();
    bucket.put("toys/staging/", "");
    bucket.put("toys/staging/.hidden", "x");
    assertThat(area.hasStagedFiles()).isFalse();

    bucket.stage("a.csv", "12");
    bucket.stage("b.csv", "345");
    assertThat(area.hasStagedFiles()).isTrue();
    assertThat(area.tally(Bucket.rules(""), 10)).isEqualTo(new Tally(2, 5, false));
    assertThat(area.tally(Bucket.rules(""), 1)).isEqualTo(new Tally(1, 2, true));
  }

  @Test
  void many_keys_are_listed_page_by_page() throws IOException {
    // The server looks at all of them for each page: 100,000 take it a minute.
    int keys = Integer.getInteger("mysimbdp.keys", 12_000);
    Path staging =
        Files.createDirectories(SERVER.data(bucket.name).resolve("toys").resolve("staging"));
    for (int i = 0; i < keys; i++) {
      Path file = Files.writeString(staging.resolve("f" + i + ".csv"), "x\n");
      if (i % 1000 == 0) {
        Files.setLastModifiedTime(file, FileTime.from(Bucket.NOW.minusSeconds(60L + i)));
      }
    }

    List<Staged> found =
        bucket.area().scan(Bucket.rules(""), () -> Bucket.NOW.plusSeconds(1L << 30));

    assertThat(found).hasSize(keys);
    assertThat(found.stream().map(Staged::name).distinct().count()).isEqualTo(keys);
    assertThat(found.get(0).name()).isEqualTo("f" + (keys - 1) / 1000 * 1000 + ".csv");
    assertThat(bucket.area().tally(Bucket.rules(""), 2500)).isEqualTo(new Tally(2500, 5000, true));
  }

  @Test
  void a_bucket_that_is_not_there_is_said_so() {
    StagingArea area = bucket.area(SERVER.staging("s3://no-such-bucket/{tenant}/staging"));

    assertThatThrownBy(() -> area.scan(Bucket.rules(""), () -> Bucket.NOW))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> {
              assertThat(e.code()).isEqualTo(FailureCode.STORE_REFUSED);
              assertThat(e.code().owner()).isEqualTo(Owner.RESOURCES);
            })
        .hasMessageContainingAll(
            "Staging area s3://no-such-bucket/toys/staging/ cannot be read",
            "404 NoSuchBucket",
            "does not exist");
    assertThat(area.hasStagedFiles()).as("whoever looks in earnest reports it").isTrue();
  }

  @Test
  void a_login_that_is_denied_is_said_so_without_its_key() {
    StagingConfig.Store known = SERVER.config();
    StagingConfig.Store wrong =
        new StagingConfig.Store(
            known.endpoint(),
            null,
            true,
            new StagingConfig.Login("test-key", new Secret("not-the-key")),
            known.timeout());
    StagingArea area =
        bucket.area(new StagingConfig("s3://" + bucket.name + "/{tenant}/staging", wrong));

    assertThatThrownBy(() -> area.scan(Bucket.rules(""), () -> Bucket.NOW))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_REFUSED))
        .hasMessageContaining("403 SignatureDoesNotMatch")
        .hasMessageNotContaining("not-the-key");
    assertThat(wrong.toString()).doesNotContain("not-the-key");
  }

  @Test
  void a_store_that_does_not_answer_is_said_so() {
    StagingConfig.Store nobody =
        new StagingConfig.Store(
            "http://127.0.0.1:9",
            null,
            true,
            new StagingConfig.Login("a", new Secret("b")),
            Duration.ofSeconds(1));
    StagingArea area =
        bucket.area(new StagingConfig("s3://" + bucket.name + "/{tenant}/staging", nobody));

    assertThatThrownBy(() -> area.scan(Bucket.rules(""), () -> Bucket.NOW))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNREACHABLE))
        .hasMessageContaining("the object store does not answer: Connection refused");
    assertThat(area.isThere(new InStore(bucket.name, "toys/staging/a"))).isTrue();
  }

  @Test
  void the_configuration_of_a_store_goes_to_other_machines() throws Exception {
    bucket.stage("a.csv", "x,1\n");
    StagingConfig config = SERVER.staging("s3://" + bucket.name + "/{tenant}/staging");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    StagingConfig there;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      there = (StagingConfig) in.readObject();
    }

    assertThat(there).isEqualTo(config);
    InStore file = new InStore(bucket.name, "toys/staging/a.csv");
    FileStamp stamp = StagingAreas.files(there).stamp(file);
    try (var in = StagingAreas.files(there).open(file, stamp)) {
      assertThat(in.readAllBytes()).hasSize(4);
    }
  }

  @Test
  void areas_of_the_same_place_are_equal() {
    assertThat(bucket.area()).isEqualTo(bucket.area());
    assertThat(bucket.area()).isNotEqualTo(new Bucket(SERVER, folder).area());
    assertThat(bucket.area(StagingConfig.FOLDERS)).isEqualTo(bucket.area(StagingConfig.FOLDERS));
  }

  @Test
  void files_of_a_shared_file_system_are_staged_in_folders() throws IOException {
    StagingArea area =
        bucket.area(
            new StagingConfig(
                folder.toUri() + "shared/{tenant}/in", StagingConfig.FOLDERS.store()));
    Path staging = Files.createDirectories(folder.resolve("shared/toys/in"));
    Files.writeString(staging.resolve("a.csv"), "x");

    Staged.Ready found =
        (Staged.Ready) area.scan(Bucket.rules(""), () -> Bucket.NOW.plusSeconds(1L << 30)).get(0);
    area.exit(Bucket.rules("")).done(found.location(), found.stamp());

    assertThat(folder.resolve("shared/toys/done/a.csv")).hasContent("x");
    assertThat(area.watchable()).contains(staging);
  }
}
