package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.report.TextTable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engine cql}. */
@Command(
    name = "cql",
    mixinStandardHelpOptions = true,
    description = {
      "Sends one CQL statement to the installation's Cassandra and prints the result.",
      "For a look at what was ingested, with the operator's rights. Waits for a minute, or for"
          + " cassandra.request-timeout if that is longer."
    },
    footerHeading = "%nExample:%n",
    footer = "  engine cql \"SELECT count(*) FROM reviews.gift_card_reviews\"")
final class CqlCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A person counts the rows of a table, which takes longer than a request of a run may. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Console console;
  private final Map<String, String> environment;

  @Mixin private final HomeOption home = new HomeOption();

  @Parameters(paramLabel = "STATEMENT", description = "The statement, without a final semicolon.")
  private String statement = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Print at most N rows. Default: ${DEFAULT-VALUE}.")
  private int limit = 100;

  @Mixin private final OutputOption output = new OutputOption();

  CqlCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home root = home.get();
    Installation installation = Installation.load(root.root(), environment);
    try (CassandraAccess access =
        CassandraAccess.open(
            installation.engine().cassandra(), root, message -> console.err().println(message))) {
      print(access.session(), installation.engine().cassandra().requestTimeout());
    }
    return ExitCode.OK.number();
  }

  private void print(CqlSession session, Duration requestTimeout) {
    Duration patience = requestTimeout.compareTo(PATIENCE) > 0 ? requestTimeout : PATIENCE;
    ResultSet result;
    try {
      result = session.execute(SimpleStatement.newInstance(statement).setTimeout(patience));
    } catch (DriverException e) {
      throw new EngineException(
          FailureCode.STATEMENT_REFUSED, "Cassandra refuses the statement: " + e.getMessage(), e);
    }
    if (output.isJson()) {
      console.out().println(json(result));
    } else {
      console.out().print(text(result));
    }
  }

  private String text(ResultSet result) {
    ColumnDefinitions columns = result.getColumnDefinitions();
    if (columns.size() == 0) {
      return "Done.\n";
    }
    String[] headings = new String[columns.size()];
    for (int i = 0; i < headings.length; i++) {
      headings[i] = columns.get(i).getName().asInternal();
    }
    TextTable table = new TextTable(headings);
    int count = 0;
    boolean more = false;
    for (Row row : result) {
      if (count == limit) {
        more = true;
        break;
      }
      String[] cells = new String[headings.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cell(row, i);
      }
      table.row(cells);
      count++;
    }
    return table.render() + (more ? "… more than " + limit + " rows; see --limit\n" : "");
  }

  private String json(ResultSet result) {
    ArrayNode rows = JSON.createArrayNode();
    int count = 0;
    for (Row row : result) {
      if (count++ == limit) {
        break;
      }
      ObjectNode object = rows.addObject();
      for (ColumnDefinition column : row.getColumnDefinitions()) {
        Object value = row.getObject(column.getName());
        if (value instanceof Number number) {
          object.putPOJO(column.getName().asInternal(), number);
        } else if (value instanceof Boolean flag) {
          object.put(column.getName().asInternal(), flag);
        } else {
          object.put(column.getName().asInternal(), value == null ? null : value.toString());
        }
      }
    }
    try {
      return JSON.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values can always be written", e);
    }
  }

  private static String cell(Row row, int index) {
    Object value = row.getObject(index);
    return value == null ? "" : value.toString().replace("\n", "\\n");
  }
}
