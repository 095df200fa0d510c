package io.mysimbdp.engine.documents;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a comment right above a block of commands says to the test that runs them; readers do not
 * see it:
 *
 * <pre>{@code
 * <!-- not run: needs root -->
 * <!-- not run, mvn: it is what runs this test -->     only the commands that begin with mvn
 * <!-- exit code 3: one record is rejected -->         of the last command
 * <!-- needs jq, curl -->                              run where these programs are found
 * }</pre>
 *
 * @param notRun why it is not run; null: it is
 * @param notRunProgram the program whose commands alone are not run; null: all are meant
 * @param exitCode how the last command ends
 * @param needs the programs that it needs
 */
public record Mark(
    @Nullable String notRun, @Nullable String notRunProgram, int exitCode, Set<String> needs) {

  private static final Pattern NOT_RUN =
      Pattern.compile("<!-- not run(?:, ([\\w/.-]+))?: (\\S.*) -->");
  private static final Pattern EXIT_CODE = Pattern.compile("<!-- exit code (\\d+): \\S.* -->");
  private static final Pattern NEEDS = Pattern.compile("<!-- needs ([\\w, -]+?) -->");

  /** Copies. */
  public Mark {
    needs = Set.copyOf(needs);
  }

  /**
   * Reads a line; one that is no such comment says nothing.
   *
   * @throws IllegalArgumentException when it begins like one and is none
   */
  static Mark of(String line) {
    String text = line.strip();
    Matcher notRun = NOT_RUN.matcher(text);
    if (notRun.matches()) {
      return new Mark(notRun.group(2), notRun.group(1), 0, Set.of());
    }
    Matcher exitCode = EXIT_CODE.matcher(text);
    if (exitCode.matches()) {
      return new Mark(null, null, Integer.parseInt(exitCode.group(1)), Set.of());
    }
    Matcher needs = NEEDS.matcher(text);
    if (needs.matches()) {
      return new Mark(
          null, null, 0, new TreeSet<>(Arrays.asList(needs.group(1).split("[, ]+", -1))));
    }
    if (text.startsWith("<!--") && text.endsWith("-->")) {
      throw new IllegalArgumentException(
          "Unknown comment above a block: "
              + text
              + "; expected 'not run: why', 'not run, program: why', 'exit code N: why' or 'needs"
              + " programs'");
    }
    return new Mark(null, null, 0, Set.of());
  }
}
