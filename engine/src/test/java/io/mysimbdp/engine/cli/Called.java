package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of a command that ran in this process.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it printed on standard error
 */
record Called(int code, String out, String err) {

  /** Runs a command on an installation, with no variables of the environment. */
  static Called engine(Path home, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--home=" + home);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.call(
            new PrintWriter(out), new PrintWriter(err), Map.of(), arguments.toArray(String[]::new));
    return new Called(code, out.toString(), err.toString());
  }

  /** Returns the one object that it printed. */
  JsonNode json() throws IOException {
    assertThat(out).as(err).startsWith("{");
    return new ObjectMapper().readTree(out);
  }
}
