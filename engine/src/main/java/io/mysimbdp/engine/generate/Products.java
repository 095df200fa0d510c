package io.mysimbdp.engine.generate;

/** What is reviewed: products whose popularity follows Zipf's law. */
final class Products {

  private static final int MOST = 200_000;
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LONGEST_TITLE = 190;

  private final long seed;
  private final Category category;
  private final Prose prose;
  private final AliasTable popularity;
  private final QuantileTable titleLengths;

  Products(Category category, long rows, long seed, Prose prose) {
    this.seed = seed;
    this.category = category;
    this.prose = prose;
    int products = (int) Math.max(12, Math.min(MOST, rows / 2));
    this.popularity = new AliasTable(AliasTable.zipf(products));
    this.titleLengths = QuantileTable.logNormal(category.titleLogMean(), 0.4, 8, LONGEST_TITLE);
  }

  int draw(Random64 random) {
    return popularity.draw(random);
  }

  /** Adds product_id, product_parent, product_title, product_category: always the same for one. */
  void add(int product, FieldBuffer row) {
    Random64 own = new Random64(Random64.mix(seed + 31L * product));
    addId(product, own, row);
    row.endField();
    row.addNumber(100_000 + (Random64.mix(product) >>> 1) % 999_000_000L);
    row.endField();
    prose.addTitle(row, titleLengths.draw(own), own);
    row.endField();
    row.add(category.label());
    row.endField();
  }

  private void addId(int product, Random64 own, FieldBuffer row) {
    // Mostly B0 and eight characters of which six count up, so that no two are the same.
    row.add('B');
    row.add('0');
    row.add(DIGITS.charAt(own.below(36)));
    row.add(DIGITS.charAt(own.below(36)));
    long rest = (product * 7_654_321L + 1) % 2_176_782_336L;
    long scale = 60_466_176L;
    for (int i = 0; i < 6; i++) {
      row.add(DIGITS.charAt((int) (rest / scale % 36)));
      scale /= 36;
    }
  }
}
