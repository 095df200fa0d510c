package io.mysimbdp.tenant;

/**
 * The usual case: a file of records, each of which becomes rows. A subclass needs one method:
 *
 * <pre>{@code
 * public final class Ratings extends WranglingApp {
 *   private static final Table RATINGS = Table.of("ratings", "user_id", "movie_id", "rating");
 *
 *   @Override
 *   public Outcome wrangle(InputRecord record) {
 *     return Outcome.write(
 *         RATINGS.row(
 *             record.get("user_id"), record.get("movie_id"), new BigDecimal(record.get("rating"))));
 *   }
 * }
 * }</pre>
 *
 * <p>Life cycle, threads and errors are those of {@link ClientBatchIngestApp} and {@link
 * BatchContext#wrangle}: {@link #open} runs once before the first record, on the run's thread;
 * {@link #wrangle} then runs once for each record, possibly on several threads.
 */
public abstract class WranglingApp implements ClientBatchIngestApp, Wrangler {

  /** For subclasses. */
  protected WranglingApp() {}

  /**
   * Prepares for a batch, for example by reading {@link BatchContext#settings()}. Does nothing by
   * default.
   *
   * @throws Exception to fail the run before any record is read
   */
  protected void open(BatchContext context) throws Exception {}

  @Override
  public final void ingest(BatchContext context) throws Exception {
    open(context);
    context.wrangle(this);
  }
}
