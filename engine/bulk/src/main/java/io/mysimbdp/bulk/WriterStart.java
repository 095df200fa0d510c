package io.mysimbdp.bulk;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What the process needs to begin.
 *
 * @param schema the table
 * @param folder where the SSTables go, one folder for each {@code FINISH}: 0, 1, 2 …
 * @param format of the SSTables, as Cassandra calls it: {@code big} or {@code bti}
 * @param lanes how many write at the same time, each a range of tokens of its own
 * @param laneBytes of the heap for the rows that a lane collects before they become an SSTable;
 *     while they do, it collects as many again
 */
public record WriterStart(
    TableSchema schema, String folder, String format, int lanes, int laneBytes) {

  /** The version of the protocol. */
  public static final int VERSION = 2;

  private static final int MOST_LANES = 64;
  private static final int LEAST_LANE_BYTES = 1 << 20;

  /** Checks it. */
  public WriterStart {
    if (lanes < 1 || lanes > MOST_LANES) {
      throw new IllegalArgumentException("Expected 1 to " + MOST_LANES + " lanes, got " + lanes);
    }
    if (laneBytes < LEAST_LANE_BYTES) {
      throw new IllegalArgumentException(
          "Expected at least " + LEAST_LANE_BYTES + " bytes for a lane, got " + laneBytes);
    }
  }

  /**
   * A table and what is written of it.
   *
   * @param keyspace its keyspace, as it is stored
   * @param table its name, as it is stored
   * @param types statements that create the user-defined types it needs, in an order in which they
   *     can be created
   * @param create the statement that creates it
   * @param insert a statement with a marker for each column and a last one for the write time
   * @param columns the names of the columns of the other markers, as they are stored
   * @param partitionKey which of them are the partition key, in its order
   * @param clustering which of them are the clustering columns, in their order
   * @param deletesAbsent whether a value that is not there deletes what the column holds; else the
   *     column stays as it is
   */
  public record TableSchema(
      String keyspace,
      String table,
      List<String> types,
      String create,
      String insert,
      List<String> columns,
      List<Integer> partitionKey,
      List<Integer> clustering,
      boolean deletesAbsent) {

    /** Checks it. */
    public TableSchema {
      types = List.copyOf(types);
      columns = List.copyOf(columns);
      partitionKey = List.copyOf(partitionKey);
      clustering = List.copyOf(clustering);
      if (partitionKey.isEmpty()) {
        throw new IllegalArgumentException("Expected a partition key, got no column of one");
      }
      checkColumns(partitionKey, columns.size());
      checkColumns(clustering, columns.size());
    }

    private static void checkColumns(List<Integer> key, int columns) {
      for (int column : key) {
        if (column < 0 || column >= columns) {
          throw new IllegalArgumentException(
              "Expected a column below " + columns + ", got " + column);
        }
      }
    }
  }

  /** Writes it, with the version of the protocol before all else. */
  public void to(DataOutputStream out) throws IOException {
    out.writeInt(VERSION);
    FrameWriter.putText(out, schema.keyspace());
    FrameWriter.putText(out, schema.table());
    putTexts(out, schema.types());
    FrameWriter.putText(out, schema.create());
    FrameWriter.putText(out, schema.insert());
    putTexts(out, schema.columns());
    putInts(out, schema.partitionKey());
    putInts(out, schema.clustering());
    out.writeInt(schema.deletesAbsent() ? 1 : 0);
    FrameWriter.putText(out, folder);
    FrameWriter.putText(out, format);
    out.writeInt(lanes);
    out.writeInt(laneBytes);
  }

  private static void putTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      FrameWriter.putText(out, text);
    }
  }

  private static void putInts(DataOutputStream out, List<Integer> values) throws IOException {
    out.writeInt(values.size());
    for (int value : values) {
      out.writeInt(value);
    }
  }

  /**
   * Reads one.
   *
   * @throws BrokenFrameException when it is of another version, or no such thing at all
   */
  public static WriterStart from(FrameBody in) throws BrokenFrameException {
    int version = in.getInt();
    if (version != VERSION) {
      throw new BrokenFrameException(
          "Expected version " + VERSION + " of the protocol, got " + version);
    }
    try {
      TableSchema schema =
          new TableSchema(
              in.getText(),
              in.getText(),
              in.getTexts(),
              in.getText(),
              in.getText(),
              in.getTexts(),
              in.getInts(),
              in.getInts(),
              in.getFlag());
      return new WriterStart(schema, in.getText(), in.getText(), in.getInt(), in.getInt());
    } catch (IllegalArgumentException e) {
      throw new BrokenFrameException(String.valueOf(e.getMessage()));
    }
  }
}
