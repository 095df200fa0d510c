package io.mysimbdp.tenant;

/**
 * A tenant's ingestion app: reads the files of one batch and writes what they hold to Cassandra.
 *
 * <p><b>Life cycle.</b>
 *
 * <ol>
 *   <li>The engine finds the class by {@link java.util.ServiceLoader}: the JAR holds a file {@code
 *       META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp} that names exactly one class
 *       with a public constructor without parameters.
 *   <li>For each run the engine makes a new instance, calls {@link #ingest} once, then {@link
 *       #close} once, whatever {@code ingest} did. An instance is never used again.
 *   <li>When {@code ingest} has returned, the engine waits until every row handed over is
 *       acknowledged by Cassandra. Only then are the batch's files committed and taken out of the
 *       staging directory.
 * </ol>
 *
 * <p><b>Threads.</b> Constructor, {@code ingest} and {@code close} are called on one thread that
 * belongs to the run; its context class loader is the app's own. The app may start threads of its
 * own but must have ended them when {@code ingest} returns: afterwards every object got from the
 * context refuses calls with {@link IllegalStateException}.
 *
 * <p><b>Accounting.</b> Each record that the app reads must be settled exactly one way: written (at
 * least one row, all of its rows acknowledged), rejected, or skipped on purpose. A run in which a
 * record is left unsettled fails: the engine never reports success for data it cannot account for.
 *
 * <p><b>Errors.</b> An exception or error thrown from here fails the run, with owner <em>tenant
 * code</em>. Two are different: {@link UnusableFileException}, and {@link UnknownColumnException}
 * from {@link InputRecord#get(String)}, say that a file does not hold what the app expects; that
 * file is refused, with owner <em>tenant data</em>, and the run ends. A record that is broken
 * should be rejected, not thrown.
 *
 * <p><b>Repetition.</b> After a crash the engine runs a batch again. Rows are upserts on their
 * primary key, so writing a row twice is harmless; effects outside Cassandra must be harmless too.
 */
public interface ClientBatchIngestApp {

  /**
   * Ingests one batch. Called exactly once per instance.
   *
   * @param context what the engine offers for this batch; valid until this method returns
   * @throws Exception to fail the run; see the class comment
   */
  void ingest(BatchContext context) throws Exception;

  /**
   * Frees what this instance holds. Called once, after {@link #ingest} and on the same thread, also
   * when that has failed. Does nothing by default.
   *
   * @throws Exception to fail the run, when {@code ingest} has not failed before
   */
  default void close() throws Exception {}
}
