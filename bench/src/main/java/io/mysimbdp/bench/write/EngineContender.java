package io.mysimbdp.bench.write;

import io.mysimbdp.bench.BenchHome;
import io.mysimbdp.bench.Launcher;
import io.mysimbdp.bench.rows.Column;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole program, with the settings it comes with but for the way in: {@code engine run} for a
 * tenant.
 */
final class EngineContender implements Contender {

  // Of "total", which comes before the tenants.
  private static final Pattern SECONDS =
      Pattern.compile("\"total\".*?\"seconds\"\\s*:\\s*([0-9.E-]+)", Pattern.DOTALL);

  private final String name;
  private final BenchHome home;
  private final Launcher engine;
  private final String path;

  /**
   * Makes one.
   *
   * @param path how rows get in, as {@code write.path} has it
   */
  EngineContender(String name, BenchHome home, Launcher engine, String path) {
    this.name = name;
    this.home = home;
    this.engine = engine;
    this.path = path;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ProcessBuilder prepare(Load load) throws IOException {
    Shape shape = load.work().shape();
    List<Column> columns = shape.columns();
    // A tenant of its own each time: for one that had it already, the file would be a duplicate.
    home.conf(List.of(load.id()));
    home.tenant(
        load.id(),
        "plugin = bench-app",
        "keyspace = " + Shape.KEYSPACE,
        "schema-file = schema.cql",
        "write.path = " + path,
        "settings.table = " + shape.table(),
        "settings.columns = " + columns.stream().map(Column::name).toList(),
        "settings.types = " + columns.stream().map(column -> column.type().cql()).toList());
    Files.writeString(
        home.folder(load.id()).resolve("schema.cql"), shape.createTable(shape.table()) + ";\n");
    for (Path file : load.work().files()) {
      home.copy(load.id(), String.valueOf(file.getFileName()), file);
    }
    return engine.command(List.of("run", "--output", "json", "--home", home.root().toString()));
  }

  @Override
  public void tidy(Load load) throws IOException {
    home.remove(load.id());
  }

  @Override
  public double loadingSeconds(String out, String err, long rows) throws IOException {
    Matcher seconds = SECONDS.matcher(out);
    if (!seconds.find()) {
      throw new IOException("no seconds in the summary");
    }
    return Double.parseDouble(seconds.group(1));
  }
}
