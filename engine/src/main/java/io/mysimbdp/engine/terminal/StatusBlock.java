package io.mysimbdp.engine.terminal;

import io.mysimbdp.engine.log.OneLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some lines at the bottom of a terminal that are drawn anew in place. Whatever else is printed
 * must go through {@link #stream}, and appears above them, untorn. Safe for several threads.
 *
 * <p>Uses nothing beyond ECMA-48 and the switch for line wrapping (DECAWM) that all terminals have,
 * and no colours.
 */
public final class StatusBlock {

  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;
  private static final String TO_NEXT_LINE = "\n";
  // So that a line that is too long, after the terminal was made narrower, stays one line.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final @Nullable OutputStream terminal;
  private final int columns;
  private final OutputStream stream = new Above();
  // All guarded by this.
  private List<String> lines = List.of();
  private int drawn;
  private boolean atLineStart = true;
  private boolean isGone;

  /**
   * Makes an empty block.
   *
   * @param terminal takes all that is printed; null: there is none, and nothing is ever shown
   * @param columns how wide it is
   */
  StatusBlock(@Nullable OutputStream terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  /** Returns a block that is never shown, for where there is no terminal. */
  public static StatusBlock off() {
    return new StatusBlock(null, USUAL_COLUMNS);
  }

  /**
   * Returns a block, which is never shown where a terminal could not, or where nobody looks.
   *
   * @param terminal where it is shown
   * @param columns how wide the terminal is, as a number; null: it is no terminal
   * @param environment tells what the terminal can, in TERM; with CI, that nobody looks
   */
  public static StatusBlock on(
      OutputStream terminal, @Nullable String columns, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "dumb");
    if (columns == null
        || kind.isEmpty()
        || kind.equals("dumb")
        || !environment.getOrDefault("CI", "").isEmpty()) {
      return off();
    }
    // A terminal that does not know its width says 0.
    int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : 0;
    return new StatusBlock(terminal, width == 0 ? USUAL_COLUMNS : Math.max(FEWEST_COLUMNS, width));
  }

  /** Tells whether it is ever shown. */
  public boolean isOn() {
    return terminal != null;
  }

  /** Returns how many characters fit into a line. */
  public int columns() {
    // The last column is left out: some terminals begin a new line with it.
    return columns - 1;
  }

  /** Returns where all else must be printed; nothing may be, where this is not on. */
  public OutputStream stream() {
    return stream;
  }

  /** Shows these lines in place of those before; what is too long is cut off. */
  public synchronized void show(List<String> now) {
    if (!isOn() || isGone || now.equals(lines)) {
      return;
    }
    lines = List.copyOf(now);
    if (atLineStart) {
      print(erasure() + drawing());
    }
  }

  /** Shows nothing any more. */
  public void clear() {
    show(List.of());
  }

  private String erasure() {
    String erasure = drawn == 0 ? "" : "\r\u001b[" + drawn + "A\u001b[J";
    drawn = 0;
    return erasure;
  }

  private String drawing() {
    if (lines.isEmpty()) {
      return "";
    }
    StringBuilder drawing = new StringBuilder(NO_WRAP);
    lines.forEach(line -> drawing.append(cut(OneLine.of(line))).append(TO_NEXT_LINE));
    drawn = lines.size();
    return drawing.append(WRAP).toString();
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= columns()
        ? line
        : line.substring(0, line.offsetByCodePoints(0, columns()));
  }

  private void print(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      print(bytes, 0, bytes.length);
    } catch (IOException e) {
      // The terminal is gone. Whatever is shown on it must not fail for that.
      isGone = true;
    }
  }

  private void print(byte[] bytes, int offset, int length) throws IOException {
    if (terminal != null) {
      terminal.write(bytes, offset, length);
      terminal.flush();
    }
  }

  /** What is printed above the lines. */
  private final class Above extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (StatusBlock.this) {
        if (length == 0) {
          return;
        }
        print(erasure());
        print(bytes, offset, length);
        atLineStart = bytes[offset + length - 1] == '\n';
        if (atLineStart) {
          print(drawing());
        }
      }
    }
  }
}
