package io.mysimbdp.tenant;

import java.util.List;
import org.slf4j.Logger;

/**
 * What the engine offers to an app for one batch.
 *
 * <p><b>Threads.</b> Safe for use by several threads, as are the objects it gives out, except
 * {@link RecordReader}, which is for one thread at a time.
 *
 * <p><b>Life cycle.</b> Valid from the call of {@link ClientBatchIngestApp#ingest} until it returns
 * or the run is cancelled. Any later call, also from a thread that was left behind, gets {@link
 * IllegalStateException}.
 */
public interface BatchContext {

  /** Returns the id of the tenant, as registered with the platform. */
  String tenantId();

  /** Returns the id of this run: one attempt at one batch. Stands in every log line of the run. */
  String runId();

  /** Returns the Cassandra keyspace of this tenant, where unqualified table names are looked up. */
  String keyspace();

  /** Returns the files of this batch in the order of their arrival; never empty, unmodifiable. */
  List<StagedFile> files();

  /**
   * Reads all records of all files and hands each to the wrangler. The engine splits, counts,
   * throttles, writes and, after a crash, resumes behind the last durable record. This is the
   * fastest way, and the shortest; {@link WranglingApp} does nothing else.
   *
   * <p>The wrangler may be called by several threads at a time, for different records, so it must
   * be free of unguarded shared state. Rows of one file are applied in the order of its records:
   * where a primary key is repeated, the last record wins.
   *
   * <p>An exception thrown by the wrangler fails the run; a broken record should become {@link
   * Outcome#reject}.
   *
   * @throws UnusableFileException when a file turns out to be no readable file of its dialect
   * @throws InterruptedException when the run is cancelled
   */
  void wrangle(Wrangler wrangler) throws InterruptedException;

  /** Returns the writer for rows of this tenant's tables; the fast path to Cassandra. */
  TableWriter writer();

  /**
   * Returns the platform's shared Cassandra session, confined to this tenant's keyspace and to data
   * statements; for what {@link #writer()} cannot do.
   */
  IngestSession session();

  /** Returns the sink for records that cannot be ingested. */
  RejectSink rejects();

  /** Returns the app's own settings: the block {@code settings} of the tenant's profile. */
  Settings settings();

  /** Returns a logger whose lines go to this tenant's log. */
  Logger logger();

  /**
   * Tells whether the run has been cancelled, by the operator or by its time limit. An app that
   * loops without calling the context should look at it at least once a second and return.
   */
  boolean isCancelled();

  /**
   * Says what the app is doing, for the operator's progress display. The bytes read and rows
   * written are shown by the engine without this.
   *
   * @param activity a few words, for example {@code "sorting"}
   */
  void progress(String activity);
}
