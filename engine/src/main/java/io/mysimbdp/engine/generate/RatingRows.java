package io.mysimbdp.engine.generate;

/** Invented ratings: user, movie, half stars, time. No pair of user and movie comes twice. */
public final class RatingRows extends RowSource {

  private static final int MOVIES = 9_000;
  private static final int FIRST_SECOND = 964_982_703;

  private final Random64 random;
  private int user = 1;
  private int movie;

  /**
   * Prepares rows.
   *
   * @param rows how many
   * @param seed the same seed gives the same rows
   */
  public RatingRows(long rows, long seed) {
    super(rows);
    this.random = new Random64(Random64.mix(seed + 77));
  }

  @Override
  void header(FieldBuffer buffer) {
    for (String column : new String[] {"userid", "movieid", "rating", "timestamp"}) {
      buffer.add(column);
      buffer.endField();
    }
  }

  @Override
  void row(long number, FieldBuffer row) {
    movie += 1 + random.below(150);
    if (movie > MOVIES) {
      user++;
      movie = 1 + random.below(150);
    }
    row.addNumber(user);
    row.endField();
    row.addNumber(movie);
    row.endField();
    int halves = 1 + random.below(10);
    row.addNumber(halves / 2);
    row.add('.');
    row.add(halves % 2 == 0 ? '0' : '5');
    row.endField();
    row.addNumber(FIRST_SECOND + (long) random.below(500_000_000));
    row.endField();
  }
}
