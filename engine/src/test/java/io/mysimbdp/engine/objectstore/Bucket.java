package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.S3Server;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingArea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket of its own for a test, with the staging area of the tenant {@code toys}. */
final class Bucket {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final S3Server server;
  final String name = "bucket-" + NUMBERS.incrementAndGet();
  private final Path folder;

  /** Makes it. */
  Bucket(S3Server server, Path folder) {
    this.server = server;
    this.folder = folder;
    server.bucket(name);
  }

  StagingArea area() {
    return area(server.staging("s3://" + name + "/{tenant}/staging"));
  }

  StagingArea area(StagingConfig config) {
    return StagingAreas.of(config, "toys", folder);
  }

  ObjectStore store() {
    return ObjectStore.of(server.config());
  }

  static FileRules rules(String settings) {
    return TestingProfiles.of("toys", settings).files();
  }

  List<Staged> scan(String settings) {
    return area().scan(rules(settings), () -> NOW);
  }

  /** Puts an object into staging that looks as old as it is told. */
  InStore stage(String file, String content, Instant modified) throws IOException {
    InStore at = put("toys/staging/" + file, content);
    Files.setLastModifiedTime(
        server.data(name).resolve("toys/staging/" + file), FileTime.from(modified));
    return at;
  }

  InStore stage(String file, String content) throws IOException {
    return stage(file, content, NOW.minusSeconds(60));
  }

  InStore put(String key, String content) {
    server.put(name, key, content);
    return new InStore(name, key);
  }

  String get(String key) {
    return server.get(name, key);
  }

  List<String> keys() {
    return server.keys(name);
  }
}
