package io.mysimbdp.engine.records;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the framer has found: a record, or a fault. Reused for each; offsets are relative to the
 * mark of the window.
 */
final class Frame {

  /** The length of the content, without the line end. */
  int length;

  /** The length with the line end: where the next record begins. */
  int next;

  /** How many lines it spans. */
  int lines;

  /** Whether some field is quoted. */
  boolean quoted;

  /** How many fields there are. */
  int fields;

  /** The end of each field, relative to the beginning. */
  int[] ends = new int[32];

  /** What is wrong; null: nothing. */
  @Nullable Rule fault;

  /** What is wrong, for people; empty when nothing is. */
  String message = "";

  void clear() {
    length = 0;
    next = 0;
    lines = 1;
    quoted = false;
    fields = 0;
    fault = null;
    message = "";
  }

  void addField(int end) {
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, fields * 2);
    }
    ends[fields++] = end;
  }

  void fault(Rule rule, String text) {
    fault = rule;
    message = text;
  }
}
