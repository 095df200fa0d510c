package io.mysimbdp.engine.generate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invented reviews: the 15 columns, with the lengths, shares and oddities of real ones. Memory is
 * bounded whatever the number of rows.
 */
public final class ReviewRows extends RowSource {

  private static final String[] COLUMNS = {
    "marketplace",
    "customer_id",
    "review_id",
    "product_id",
    "product_parent",
    "product_title",
    "product_category",
    "star_rating",
    "helpful_votes",
    "total_votes",
    "vine",
    "verified_purchase",
    "review_headline",
    "review_body",
    "review_date"
  };
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LONGEST_BODY = 11_006;
  private static final long ID_BITS = (1L << 50) - 1;
  private static final int MISSING_IN_MILLION = 8;

  private final Random64 random;
  private final AliasTable stars;
  private final QuantileTable votes = QuantileTable.votes();
  private final QuantileTable[] bodies = new QuantileTable[5];
  private final Prose prose;
  private final Products products;
  private final Customers customers;
  private final Dates dates;
  private final Breakage breakage;

  /**
   * Prepares rows.
   *
   * @param rows how many
   * @param seed the same seed gives the same rows
   * @param brokenPerMille how many rows of a thousand are broken, in the ways of {@link Breakage}
   */
  public ReviewRows(Category category, long rows, long seed, int brokenPerMille) {
    super(rows);
    this.random = new Random64(Random64.mix(seed + category.name().hashCode()));
    this.stars = new AliasTable(category.starShares());
    // Unhappy people write more: one star is 1.6 times as long as five.
    double[] longer = {1.6, 1.5, 1.35, 1.15, 1.0};
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] =
          QuantileTable.logNormal(
              category.bodyLogMean() + StrictMath.log(longer[i]),
              category.bodyLogDeviation(),
              1,
              LONGEST_BODY);
    }
    this.prose = new Prose(category);
    this.products = new Products(category, rows, random.next(), prose);
    this.customers = new Customers(new Random64(random.next()));
    this.dates = new Dates(rows);
    this.breakage = new Breakage(new Random64(random.next()), brokenPerMille);
  }

  /** Returns how many rows were broken so far, by kind. */
  public Map<Breakage.Kind, Long> broken() {
    return breakage.counts();
  }

  @Override
  void header(FieldBuffer buffer) {
    for (String column : COLUMNS) {
      buffer.add(column);
      buffer.endField();
    }
  }

  @Override
  void row(long number, FieldBuffer row) {
    Breakage.Kind broken = breakage.next();
    int star = 1 + stars.draw(random);
    int helpful = votes.draw(random);
    int total = helpful + (random.below(3) == 0 ? votes.draw(random) / 2 + random.below(2) : 0);
    row.add("US");
    row.endField();
    row.addNumber(customers.next());
    row.endField();
    addReviewId(number, row);
    row.endField();
    products.add(products.draw(random), row);
    addStars(row, star, broken);
    row.addNumber(broken == Breakage.Kind.VOTES ? total + 1 : helpful);
    row.endField();
    row.addNumber(total);
    row.endField();
    row.add(random.perMillion(3_000) ? 'Y' : 'N');
    row.endField();
    row.add(random.perMillion(855_000) ? 'Y' : 'N');
    row.endField();
    if (!random.perMillion(MISSING_IN_MILLION)) {
      prose.addHeadline(row, star, random);
    }
    row.endField();
    if (!random.perMillion(MISSING_IN_MILLION)) {
      prose.addBody(row, bodies[star - 1].draw(random), star, random);
    }
    if (broken == Breakage.Kind.ENCODING) {
      row.add(0xe9);
    }
    row.endField();
    if (broken == Breakage.Kind.MISSING_COLUMN) {
      return;
    }
    if (broken == Breakage.Kind.DATE) {
      row.add("2015-02-30");
    } else if (!random.perMillion(MISSING_IN_MILLION)) {
      row.add(dates.of(number));
    }
    row.endField();
  }

  private static void addStars(FieldBuffer row, int star, Breakage.@Nullable Kind broken) {
    if (broken == Breakage.Kind.STARS) {
      row.add("7");
    } else if (broken == Breakage.Kind.STARS_TEXT) {
      row.add("five");
    } else {
      row.addNumber(star);
    }
    row.endField();
  }

  /** R and 10 to 13 characters. The first ten count, scrambled one to one, so no id comes twice. */
  private void addReviewId(long number, FieldBuffer row) {
    row.add('R');
    long rest = (number * 0x5deece66dL + 0xb5297a4dL) & ID_BITS;
    rest ^= rest >>> 23;
    for (int i = 0; i < 10; i++) {
      row.add(DIGITS.charAt((int) (rest % 36)));
      rest /= 36;
    }
    for (int i = random.below(4); i > 0; i--) {
      row.add(DIGITS.charAt(random.below(36)));
    }
  }
}
