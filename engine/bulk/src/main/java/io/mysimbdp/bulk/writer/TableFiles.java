package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;
import org.apache.cassandra.io.sstable.format.SSTableFormat;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;

/** Makes what writes the SSTables of a table, one at a time. Safe for several threads. */
final class TableFiles {

  private final TableSchema schema;
  private final SSTableFormat<?, ?> format;

  /**
   * Makes sense of the table.
   *
   * @param trial a folder in which nothing is left behind
   * @throws IllegalArgumentException when it makes none
   */
  TableFiles(WriterStart start, Path trial) throws IOException {
    this.schema = start.schema();
    // Its first use brings what is needed of Cassandra to life.
    CQLSSTableWriter.builder();
    this.format = format(start.format());
    open(trial).close();
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

  /**
   * Begins an SSTable, which takes partitions in the order of their tokens.
   *
   * @param folder of a round; its SSTables are two folders below, by which the server tells the
   *     table
   */
  CQLSSTableWriter open(Path folder) throws IOException {
    Path tables = Files.createDirectories(tables(folder));
    CQLSSTableWriter.Builder builder = CQLSSTableWriter.builder();
    for (String type : schema.types()) {
      builder.withType(type);
    }
    return builder
        .inDirectory(tables.toString())
        .forTable(schema.create())
        .using(schema.insert())
        .withFormat(format)
        .sorted()
        .build();
  }

  /** Returns the folder of a round in which its SSTables are; not there when it has none. */
  Path tables(Path folder) {
    return folder.resolve(schema.keyspace()).resolve(schema.table());
  }

  /** Returns what Cassandra's classes know of the table; its id is not that of any cluster. */
  TableMetadata table() {
    // Known by the name since the first writer was made.
    TableMetadata table = Schema.instance.getTableMetadata(schema.keyspace(), schema.table());
    if (table == null) {
      throw new IllegalArgumentException(
          "Expected a table " + schema.keyspace() + "." + schema.table() + ", there is none");
    }
    return table;
  }

  /** Returns the types of the columns. */
  List<AbstractType<?>> types() {
    TableMetadata table = table();
    List<AbstractType<?>> types = new ArrayList<>();
    for (String name : schema.columns()) {
      ColumnMetadata column =
          table.getColumn(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
      if (column == null) {
        throw new IllegalArgumentException("Expected a column " + name + ", there is none");
      }
      types.add(column.type);
    }
    return types;
  }

  boolean deletesAbsent() {
    return schema.deletesAbsent();
  }
}
