package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How much longer small files take beside a tenant with a gigabyte, and how equals share. */
final class NoisyNeighbour {

  private static final long NOISY_BYTES = Long.getLong("bench.noisy-bytes", 1L << 30);
  private static final int FILE_BYTES = 64 << 20;
  private static final int SLICE_BYTES = 4 << 20;
  private static final int SMALL_TENANTS = 10;
  private static final int SMALL_ROWS = Integer.getInteger("bench.small-rows", 2000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final Duration SHARING = Duration.ofSeconds(Integer.getInteger("bench.share", 60));
  private static final Duration BETWEEN_DROPS = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration NOISE_BEFORE = Duration.ofSeconds(8);
  private static final String NOISY = "noisy";

  private final Path data;
  private final Table delays;
  private final Table shares;
  private final BenchHome home;
  private final Launcher engine;
  private final List<String> small = new ArrayList<>();
  private final List<String> all = new ArrayList<>();
  private final List<Path> big = new ArrayList<>();
  private final List<Path> slices = new ArrayList<>();
  private String smallContent = "";
  private int dropped;

  /** A case of the second measurement. */
  private record Sharing(String name, String conf, List<Integer> weights) {}

  private static final List<Sharing> SHARINGS =
      List.of(
          new Sharing("a", "concurrent-runs = 4", List.of(100, 100, 100, 100)),
          new Sharing("b", "concurrent-runs = 4", List.of(200, 200, 100, 100)),
          new Sharing("c", "concurrent-runs = 2, turn = 4 MiB", List.of(100, 100, 100, 100)),
          new Sharing("d", "concurrent-runs = 2, turn = 4 MiB", List.of(200, 200, 100, 100)));

  NoisyNeighbour(Path project, Path target) throws IOException {
    this.data = Files.createDirectories(target.resolve("data"));
    this.delays =
        new Table(
            target,
            "noisy-neighbour",
            "settings",
            "alone: median s",
            "alone: worst s",
            "beside 1 tenant with a backlog: median s",
            "worst s",
            "ratio of medians",
            "ratio of worsts");
    this.shares =
        new Table(
            target,
            "sharing",
            "settings",
            "weights",
            "rows of each in " + SHARING.toSeconds() + " s",
            "rows/s of all",
            "Jain's index of rows by weight");
    this.home = new BenchHome(project, target.resolve("noisy-home"));
    this.engine = new Launcher(project, home.root());
  }

  void run() throws IOException, InterruptedException {
    engine.build();
    home.jar("gift_card");
    home.jar("ratings");
    generate();
    register();
    conf("");
    engine.call("cassandra", "start");
    try {
      delays("concurrent-runs = 2", "concurrent-runs = 2");
      delays("concurrent-runs = 4, the default", "");
      delays(
          "concurrent-runs = 4, the noisy one may run 2 at a time",
          "grants." + NOISY + ".limits.concurrent-batches = 2");
      for (Sharing sharing : SHARINGS) {
        share(sharing);
      }
    } finally {
      engine.call("cassandra", "stop");
    }
    Bench.say("\n" + delays.render() + "\n" + shares.render());
  }

  private void register() throws IOException {
    home.tenant(NOISY, "plugin = gift_card", "keyspace = noisy", "files.quiet-period = 0s");
    all.add(NOISY);
    for (int i = 0; i < SMALL_TENANTS; i++) {
      small.add("small" + i);
      // Files appear in staging by a rename and are whole then, so that no wait is measured.
      home.tenant(
          small.get(i),
          "plugin = ratings",
          "keyspace = small",
          "dialect.format = csv",
          "files.quiet-period = 0s");
    }
    all.addAll(small);
    for (Sharing sharing : SHARINGS) {
      for (int i = 0; i < sharing.weights().size(); i++) {
        String id = sharer(sharing, i);
        home.tenant(
            id, "plugin = gift_card", "keyspace = " + id, "weight = " + sharing.weights().get(i));
        all.add(id);
      }
    }
  }

  private static String sharer(Sharing sharing, int index) {
    return "share_" + sharing.name() + index;
  }

  private void conf(String... lines) throws IOException {
    home.conf(
        all,
        Stream.concat(Stream.of("watch.drain = 0s"), Arrays.stream(lines)).toArray(String[]::new));
  }

  /** Makes the files once; a later run finds them. */
  private void generate() throws IOException, InterruptedException {
    Path one = data.resolve("small.csv");
    if (!Files.exists(one)) {
      generate("Ratings", SMALL_ROWS, 1, one);
    }
    smallContent = Files.readString(one);
    // About so many rows make up the bytes wanted.
    int rows = FILE_BYTES / 250;
    for (int i = 0; (long) i * FILE_BYTES < NOISY_BYTES; i++) {
      Path file = data.resolve(String.format(Locale.ROOT, "big%02d.tsv", i));
      if (!Files.exists(file)) {
        generate("Gift_Card", rows, 100 + i, file);
      }
      big.add(file);
    }
    for (int i = 0; i < Math.min(3, big.size()); i++) {
      slice(big.get(i), "slice" + i + "-");
    }
  }

  private void generate(String category, int rows, int seed, Path file)
      throws IOException, InterruptedException {
    Bench.say("generating " + file.getFileName());
    engine.plain(
        List.of(
            "generate",
            "--category",
            category,
            "--rows",
            String.valueOf(rows),
            "--seed",
            String.valueOf(seed),
            "--output",
            file.toString()));
  }

  /** Cuts a file into small ones, each with the header line. */
  private void slice(Path file, String prefix) throws IOException {
    List<String> lines = Files.readAllLines(file);
    StringBuilder part = new StringBuilder();
    int count = 0;
    for (String line : lines.subList(1, lines.size())) {
      part.append(part.length() == 0 ? lines.get(0) + "\n" : "").append(line).append('\n');
      if (part.length() >= SLICE_BYTES) {
        Path slice = data.resolve(String.format(Locale.ROOT, "%s%02d.tsv", prefix, count++));
        Files.writeString(slice, part);
        Files.setLastModifiedTime(slice, FileTime.from(Instant.now().minusSeconds(60)));
        slices.add(slice);
        part.setLength(0);
      }
    }
  }

  private void delays(String name, String line) throws IOException, InterruptedException {
    conf(line);
    List<Double> alone = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      // What is left of the noise is cancelled by the end of the service, not waited for.
      try (Service service = engine.serve()) {
        drops();
        service.awaitQuiet(LIMIT);
        alone.addAll(drops());
        stageBig();
        Thread.sleep(NOISE_BEFORE.toMillis());
        beside.addAll(drops());
        if (home.count(NOISY, "staging") == 0) {
          throw new IOException("the noisy tenant had no backlog any more");
        }
      }
      home.empty(NOISY);
    }
    delays.row(
        name,
        text(median(alone)),
        text(worst(alone)),
        text(median(beside)),
        text(worst(beside)),
        text(median(beside) / median(alone)),
        text(worst(beside) / worst(alone)));
  }

  /** Each small tenant drops a file, one after the other; returns how long each took. */
  private List<Double> drops() throws IOException, InterruptedException {
    Map<String, Long> waiting = new LinkedHashMap<>();
    Map<String, String> names = new TreeMap<>();
    List<Double> took = new ArrayList<>();
    long begin = System.nanoTime();
    int next = 0;
    while (next < SMALL_TENANTS || !waiting.isEmpty()) {
      if (next < SMALL_TENANTS && System.nanoTime() - begin >= next * BETWEEN_DROPS.toNanos()) {
        String tenant = small.get(next++);
        // A content of its own, or it would be a duplicate.
        String name = "drop" + ++dropped + ".csv";
        Path hidden = home.staging(tenant).resolve("." + name);
        Files.writeString(hidden, smallContent + dropped + ",1,1,1\n");
        names.put(tenant, name);
        waiting.put(tenant, System.nanoTime());
        Files.move(hidden, home.staging(tenant).resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
      waiting
          .entrySet()
          .removeIf(
              each -> {
                boolean isDone =
                    home.isDone(each.getKey(), String.valueOf(names.get(each.getKey())));
                if (isDone) {
                  took.add((System.nanoTime() - each.getValue()) / 1e9);
                }
                return isDone;
              });
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new IOException("not done within " + LIMIT + ": " + waiting.keySet());
      }
      Thread.sleep(5);
    }
    Bench.say("  " + took.stream().map(NoisyNeighbour::text).toList());
    return took;
  }

  /** Stages all big files; one that a former round has ended is a duplicate, which costs little. */
  private void stageBig() throws IOException {
    for (Path file : big) {
      home.copy(NOISY, dropped + "-" + file.getFileName(), file);
    }
  }

  private void share(Sharing sharing) throws IOException, InterruptedException {
    conf(sharing.conf());
    int tenants = sharing.weights().size();
    for (int i = 0; i < tenants; i++) {
      for (Path slice : slices) {
        home.copy(sharer(sharing, i), String.valueOf(slice.getFileName()), slice);
      }
    }
    try (Service service = engine.serve()) {
      Thread.sleep(SHARING.toMillis());
    }
    List<Long> rows = new ArrayList<>();
    double sum = 0;
    double squares = 0;
    long total = 0;
    for (int i = 0; i < tenants; i++) {
      String id = sharer(sharing, i);
      if (home.count(id, "staging") == 0) {
        throw new IOException(id + " had not enough files to be backlogged all the time");
      }
      home.empty(id);
      String counted =
          engine.call("cql", "SELECT count(*) FROM " + id + ".gift_card_reviews").out();
      long count = Long.parseLong(counted.replaceAll("\\D", ""));
      rows.add(count);
      total += count;
      double served = (double) count / sharing.weights().get(i);
      sum += served;
      squares += served * served;
    }
    shares.row(
        sharing.conf(),
        String.valueOf(sharing.weights()),
        String.valueOf(rows),
        String.valueOf(total / SHARING.toSeconds()),
        String.format(Locale.ROOT, "%.3f", sum * sum / (tenants * squares)));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double worst(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
