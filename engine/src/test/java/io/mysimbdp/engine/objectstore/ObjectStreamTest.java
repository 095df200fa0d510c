package io.mysimbdp.engine.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.S3Server;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.ReplacedException;
import io.mysimbdp.engine.time.Backoff;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStreamTest {

  private static final S3Server SERVER = S3Server.shared();
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(10), Duration.ofMillis(10), () -> 0.5);
  private static final int LINES = 200_000;

  @TempDir private Path folder;
  private final List<Duration> pauses = new ArrayList<>();
  private Bucket bucket;
  private String content = "";

  @BeforeEach
  void make_bucket() {
    bucket = new Bucket(SERVER, folder);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append("line ").append(i).append('\n');
    }
    content = text.toString();
  }

  private InputStream open(ObjectStore store, InStore file) throws IOException {
    return open(store, file, store.stamp(file));
  }

  private InputStream open(ObjectStore store, InStore file, FileStamp stamp) throws IOException {
    return ObjectStream.open(store, file, stamp, BACKOFF, pauses::add);
  }

  @Test
  void an_object_is_read_to_its_end() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    InStore empty = bucket.stage("empty.csv", "");

    try (InputStream in = open(bucket.store(), file)) {
      assertThat(text(in.readAllBytes())).isEqualTo(content);
      assertThat(in.read()).isEqualTo(-1);
    }
    try (InputStream in = open(bucket.store(), empty)) {
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void a_connection_that_breaks_is_followed_by_another_one() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    try (Relay relay = relay(3, 400_000)) {
      ObjectStore store = over(relay);

      try (InputStream in = open(store, file)) {
        assertThat(text(in.readAllBytes())).isEqualTo(content);
      }

      assertThat(pauses).hasSize(3);
      assertThat(relay.bytes()).as("nothing is read twice").isLessThan(content.length() + 300_000L);
    }
  }

  @Test
  void what_keeps_breaking_is_given_up() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    try (Relay relay = relay(1000, 400_000)) {
      ObjectStore store = over(relay);

      try (InputStream in = open(store, file)) {
        assertThat(in.skip(content.length() - 500_000)).isPositive();
        assertThat(in.readNBytes(100_000)).as("each one gets somewhat further").hasSize(100_000);
      }
      try (Relay none = relay(0, 0)) {
        ObjectStore gone = over(none);
        InputStream in = open(gone, file);
        assertThat(in.read()).isEqualTo('l');
        none.close();
        in.skip(1_000_000);
        assertThatThrownBy(() -> in.read())
            .hasMessageContaining("the object store does not answer");
        in.close();
      }
    }
  }

  @Test
  void a_large_skip_reads_nothing_in_between() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    try (Relay relay = relay(0, 0)) {
      ObjectStore store = over(relay);
      int offset = content.indexOf("line 199990\n");

      try (InputStream in = open(store, file)) {
        byte[] head = in.readNBytes(100);
        in.skipNBytes(offset - 100);
        byte[] tail = in.readAllBytes();

        assertThat(text(head)).isEqualTo(content.substring(0, 100));
        assertThat(text(tail)).isEqualTo(content.substring(offset));
      }
      assertThat(relay.bytes()).isLessThan(content.length());
    }
  }

  @Test
  void an_object_that_changes_while_it_is_read_is_noticed() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    FileStamp stamp = bucket.store().stamp(file);
    try (InputStream in = open(bucket.store(), file, stamp)) {
      in.readNBytes(1000);
      bucket.stage("a.csv", content.replace("line", "lime"));
      in.skip(1_000_000);

      assertThatThrownBy(in::read).isInstanceOf(ReplacedException.class);
    }
    assertThatThrownBy(() -> open(bucket.store(), file, stamp))
        .isInstanceOf(ReplacedException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void an_object_that_is_gone_is_said_so() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    FileStamp stamp = bucket.store().stamp(file);
    bucket.store().delete(file);

    assertThatThrownBy(() -> open(bucket.store(), file, stamp))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> bucket.store().stamp(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_server_that_is_killed_and_comes_back_loses_nothing() throws IOException {
    try (S3Server own = S3Server.start()) {
      Bucket there = new Bucket(own, folder);
      // More than the buffers on the way hold.
      String large = content.repeat(12);
      InStore file = there.stage("a.csv", large);
      ObjectStore store = there.store();
      boolean[] isBack = new boolean[1];

      try (InputStream in =
          ObjectStream.open(
              store,
              file,
              store.stamp(file),
              BACKOFF,
              time -> {
                if (!isBack[0]) {
                  isBack[0] = true;
                  own.run();
                }
              })) {
        byte[] head = in.readNBytes(1000);
        own.kill();
        byte[] tail = in.readAllBytes();

        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        assertThat(text(all)).isEqualTo(large);
      }
      assertThat(isBack[0]).isTrue();
    }
  }

  @Test
  void who_is_interrupted_waits_no_more() throws IOException {
    InStore file = bucket.stage("a.csv", content);
    try (Relay relay = relay(1, 400_000)) {
      ObjectStore store = over(relay);
      try (InputStream in =
          ObjectStream.open(
              store,
              file,
              store.stamp(file),
              BACKOFF,
              time -> {
                throw new InterruptedException();
              })) {
        assertThatThrownBy(in::readAllBytes).isInstanceOf(InterruptedIOException.class);
      }
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void no_thread_is_begun_on_that_of_a_run_and_no_class_is_looked_for_by_its_loader()
      throws Exception {
    InStore file = bucket.stage("a.csv", content);
    List<String> asked = new CopyOnWriteArrayList<>();
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            throw new ClassNotFoundException(name);
          }

          @Override
          public Enumeration<URL> getResources(String name) {
            asked.add(name);
            return Collections.emptyEnumeration();
          }
        };
    ThreadGroup group = new ThreadGroup("run");
    List<Thread> left = new CopyOnWriteArrayList<>();
    try (Relay relay = relay(0, 0)) {
      ObjectStore store = over(relay);
      Thread run =
          new Thread(
              group,
              () -> {
                try (InputStream in = open(store, file)) {
                  assertThat(in.readNBytes(10)).hasSize(10);
                  assertThatThrownBy(() -> store.stamp(new InStore(bucket.name, "none")));
                  assertThatThrownBy(() -> store.list("no-such-bucket", "", each -> true));
                  Thread[] threads = new Thread[10];
                  int count = group.enumerate(threads);
                  left.addAll(Arrays.asList(threads).subList(0, count));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      run.setContextClassLoader(loader);
      run.start();
      run.join();

      assertThat(left).containsExactly(run);
      assertThat(asked).isEmpty();
    }
  }

  private static Relay relay(int cuts, long cutAfterBytes) throws IOException {
    return new Relay(
        URI.create(Objects.requireNonNull(SERVER.config().endpoint())), cuts, cutAfterBytes);
  }

  private static ObjectStore over(Relay relay) {
    StagingConfig.Store known = SERVER.config();
    return ObjectStore.of(
        new StagingConfig.Store(relay.address(), null, true, known.login(), Duration.ofSeconds(5)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
