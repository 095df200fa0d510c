package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.EncodedRow;

/**
 * A row on its way.
 *
 * @param number its place among all rows since the start, from 0
 */
record NumberedRow(long number, EncodedRow row) {}
