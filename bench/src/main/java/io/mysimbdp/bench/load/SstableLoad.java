package io.mysimbdp.bench.load;

import io.mysimbdp.bench.rows.RowFile;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;
import org.apache.cassandra.utils.ByteBufferUtil;

/**
 * Writes the files of the server itself and has it take them in: no request a row at all. What can
 * be had where the loader may write to the server's disk, which tenants may not.
 */
public final class SstableLoad {

  private SstableLoad() {}

  /**
   * Loads a file.
   *
   * @param args the label of the shape; the file; an empty folder; the server's JMX port; the file
   *     with the user and the password for that
   */
  public static void main(String[] args) {
    int code = 1;
    try {
      String[] login = Files.readString(Path.of(args[4])).strip().split(" ", 2);
      load(
          Shape.labelled(args[0]),
          Path.of(args[1]),
          Path.of(args[2]),
          Integer.parseInt(args[3]),
          login);
      code = 0;
    } catch (IOException | JMException | RuntimeException e) {
      System.getLogger(SstableLoad.class.getName()).log(Level.ERROR, "not loaded", e);
    }
    // Threads of the library keep the process alive otherwise.
    System.exit(code);
  }

  private static void load(Shape shape, Path file, Path folder, int jmxPort, String[] login)
      throws IOException, JMException {
    long start = System.nanoTime();
    // The server tells the table by the names of the last two folders.
    Path tables = Files.createDirectories(folder.resolve(Shape.KEYSPACE).resolve(shape.table()));
    long rows = write(shape, file, tables);
    importInto(shape, tables, jmxPort, login);
    Loaded.say(rows, start);
  }

  private static long write(Shape shape, Path file, Path folder) throws IOException {
    long rows = 0;
    try (RowFile in = new RowFile(file, shape);
        CQLSSTableWriter writer =
            CQLSSTableWriter.builder()
                .inDirectory(folder.toString())
                .forTable(shape.createTable(shape.qualifiedTable()))
                .using(shape.insert())
                .build()) {
      for (var row = in.next(); row != null; row = in.next()) {
        ByteBuffer[] values = new ByteBuffer[row.length];
        for (int i = 0; i < values.length; i++) {
          Object value = row[i];
          values[i] =
              value == null
                  ? ByteBufferUtil.UNSET_BYTE_BUFFER
                  : shape.columns().get(i).type().encode(value);
        }
        writer.rawAddRow(values);
        rows++;
      }
    }
    return rows;
  }

  @SuppressWarnings("BanJNDI") // the server is our own, on the loopback
  private static void importInto(Shape shape, Path folder, int jmxPort, String[] login)
      throws IOException, JMException {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi");
    try (JMXConnector connector =
        JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, login))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      ObjectName table =
          new ObjectName(
              "org.apache.cassandra.db:type=Tables,keyspace="
                  + Shape.KEYSPACE
                  + ",table="
                  + shape.table());
      // As nodetool import does by default.
      Object[] arguments = {Set.of(folder.toString()), true, true, true, true, true, false, false};
      String flag = boolean.class.getName();
      String[] types = {Set.class.getName(), flag, flag, flag, flag, flag, flag, flag};
      Object failed = server.invoke(table, "importNewSSTables", arguments, types);
      if (!(failed instanceof List<?> folders) || !folders.isEmpty()) {
        throw new IOException("not taken in: " + failed);
      }
    }
  }
}
