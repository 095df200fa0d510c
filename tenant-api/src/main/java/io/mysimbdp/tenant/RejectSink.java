package io.mysimbdp.tenant;

/**
 * Takes the records that cannot be ingested, with the reason. They are put aside in the tenant's
 * rejects, with file, line and byte offset, to be mended and staged again. Safe for several
 * threads.
 */
public interface RejectSink {

  /**
   * Rejects a record as a whole.
   *
   * @param reason one sentence with the offending value and what was expected
   * @throws IllegalStateException when a row of this record has been written, the record has been
   *     settled before, or the run has ended
   */
  void reject(InputRecord record, String reason);

  /**
   * Rejects a record for the value of one column.
   *
   * @param column the column at fault
   * @param reason one sentence with the offending value and what was expected
   * @throws IllegalStateException when a row of this record has been written, the record has been
   *     settled before, or the run has ended
   */
  void reject(InputRecord record, String column, String reason);

  /**
   * Leaves a record out that is fine but not wanted. It is counted, not put aside.
   *
   * @param reason a few words, the same for all records of that kind
   * @throws IllegalStateException when a row of this record has been written, the record has been
   *     settled before, or the run has ended
   */
  void skip(InputRecord record, String reason);
}
