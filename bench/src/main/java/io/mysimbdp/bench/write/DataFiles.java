package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Bench;
import io.mysimbdp.bench.Launcher;
import io.mysimbdp.bench.rows.Column;
import io.mysimbdp.bench.rows.Shape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** The files with the rows: made once, found again by their names. */
final class DataFiles {

  private static final int SEED = 7;
  private static final int RATINGS_EACH = 40;
  private static final int ITEMS = 9_000;
  // Has no divisor in common with the number of items: forty steps lead to forty items.
  private static final int STEP = 223;
  private static final int FIRST_SECOND = 964_982_703;
  private static final int SECONDS = 500_000_000;
  private static final int BODY_CHARACTERS = 10_000;
  private static final int WORDS = 2_000;

  private final Path folder;
  private final Launcher engine;

  DataFiles(Path folder, Launcher engine) {
    this.folder = folder;
    this.engine = engine;
  }

  /** Returns a file of a shape; makes it when there is none. */
  Path of(Shape shape, int rows) throws IOException, InterruptedException {
    // Both shapes of reviews have the same rows.
    String kind = shape.label().replaceFirst("-.*", "");
    Path file = folder.resolve(kind + "-" + rows + ".tsv");
    if (!Files.exists(file)) {
      Bench.say("generating " + file.getFileName());
      Path part = folder.resolve("." + file.getFileName() + ".part");
      switch (shape) {
        case REVIEWS_POPULAR, REVIEWS_SINGLE -> reviews(rows, part);
        case RATINGS -> ratings(shape, rows, part);
        case WIDE -> wide(shape, rows, part);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void reviews(int rows, Path file) throws IOException, InterruptedException {
    engine.plain(
        List.of(
            "generate",
            "--category",
            "Digital_Video_Games",
            "--rows",
            String.valueOf(rows),
            "--seed",
            String.valueOf(SEED),
            "--format",
            "tsv",
            "--force",
            "--output",
            file.toString()));
  }

  private static void ratings(Shape shape, int rows, Path file) throws IOException {
    Random random = new Random(SEED);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    try (BufferedWriter out = withHeader(shape, file)) {
      for (int number : order) {
        int user = number / RATINGS_EACH;
        int item = (int) ((user * 7919L + (long) (number % RATINGS_EACH) * STEP) % ITEMS);
        int halves = 1 + random.nextInt(10);
        long time = (long) FIRST_SECOND + random.nextInt(SECONDS);
        line(out, 1 + user, 1 + item, halves / 2.0, time);
      }
    }
  }

  private static void wide(Shape shape, int rows, Path file) throws IOException {
    Random random = new Random(SEED);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] =
          random
              .ints(2 + random.nextInt(9), 'a', 'z' + 1)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
    }
    try (BufferedWriter out = withHeader(shape, file)) {
      for (int i = 0; i < rows; i++) {
        StringBuilder body = new StringBuilder();
        while (body.length() < BODY_CHARACTERS) {
          body.append(words[random.nextInt(WORDS)]).append(' ');
        }
        body.setLength(BODY_CHARACTERS - 1);
        // A blank at the end might be trimmed by one contender and not by another.
        body.append('.');
        line(out, String.format(Locale.ROOT, "wide%08d", i), random.nextInt(), body);
      }
    }
  }

  private static BufferedWriter withHeader(Shape shape, Path file) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file);
    line(out, shape.columns().stream().map(Column::name).toArray());
    return out;
  }

  private static void line(BufferedWriter out, Object... fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      out.append(i == 0 ? "" : "\t").append(fields[i].toString());
    }
    out.append('\n');
  }
}
