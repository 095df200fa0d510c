package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.EncodedRow;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;
import org.apache.cassandra.io.sstable.format.SSTableFormat;

/**
 * The rows between two {@code FINISH}: a folder of SSTables. For one thread.
 *
 * <p>Each lane has a range of tokens, so that no two of their SSTables hold the same partition.
 */
final class Round {

  private final KeyRules keys;
  private final Lane.Refusals refusals;
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * Begins a round.
   *
   * @param folder is made
   * @throws IllegalArgumentException when the schema is not understood
   */
  Round(WriterStart start, Path folder, Lane.Refusals refusals) throws IOException {
    TableSchema schema = start.schema();
    this.keys = new KeyRules(schema);
    this.refusals = refusals;
    // The server tells the table by the names of the last two folders.
    Path tables =
        Files.createDirectories(folder.resolve(schema.keyspace()).resolve(schema.table()));
    for (int i = 0; i < start.lanes(); i++) {
      lanes.add(new Lane(writer(start, tables), schema.deletesAbsent(), refusals, "lane-" + i));
    }
  }

  private static CQLSSTableWriter writer(WriterStart start, Path folder) {
    TableSchema schema = start.schema();
    CQLSSTableWriter.Builder builder = CQLSSTableWriter.builder();
    for (String type : schema.types()) {
      builder.withType(type);
    }
    return builder
        .inDirectory(folder.toString())
        .forTable(schema.create())
        .using(schema.insert())
        .withFormat(format(start.format()))
        .withMaxSSTableSizeInMiB(start.laneBytes() >> 20)
        .build();
  }

  private static SSTableFormat<?, ?> format(String name) {
    Map<String, SSTableFormat<?, ?>> known = DatabaseDescriptor.getSSTableFormats();
    SSTableFormat<?, ?> format = known.get(name);
    if (format == null) {
      throw new IllegalArgumentException(
          "Expected a format of SSTables among " + known.keySet() + ", got " + name);
    }
    return format;
  }

  /** Adds a row; waits while too many wait to be written. */
  void add(long number, EncodedRow row) throws IOException, InterruptedException {
    String refusal = keys.refusal(row);
    if (refusal != null) {
      refusals.refused(number, refusal);
      return;
    }
    lanes.get(keys.range(row, lanes.size())).add(new NumberedRow(number, row));
  }

  /** Completes all SSTables. */
  void finish() throws IOException, InterruptedException {
    for (Lane lane : lanes) {
      lane.end();
    }
    for (Lane lane : lanes) {
      lane.awaitEnd();
    }
  }
}
