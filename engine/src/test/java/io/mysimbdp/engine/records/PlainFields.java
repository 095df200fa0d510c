package io.mysimbdp.engine.records;

import io.mysimbdp.engine.config.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Splits a well-formed record by the letter of RFC 4180, character by character; an oracle. */
record PlainFields(Dialect dialect) {

  List<String> of(String record) {
    List<String> fields = new ArrayList<>();
    int i = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      i =
          dialect.quote() != null && i < record.length() && record.charAt(i) == dialect.quote()
              ? quoted(record, i + 1, field)
              : plain(record, i, field);
      fields.add(field.toString());
      if (i == record.length()) {
        return fields;
      }
      i += dialect.delimiter().length();
    }
  }

  private int plain(String record, int from, StringBuilder field) {
    int end = record.indexOf(dialect.delimiter(), from);
    int to = end < 0 ? record.length() : end;
    field.append(record, from, to);
    return to;
  }

  private int quoted(String record, int from, StringBuilder field) {
    Character quote = Objects.requireNonNull(dialect.quote());
    Character escape = dialect.escape();
    int i = from;
    while (true) {
      char c = record.charAt(i);
      char next = i + 1 < record.length() ? record.charAt(i + 1) : '\0';
      if (escape != null && c == escape && (quote.equals(next) || escape.equals(next))) {
        field.append(next);
        i += 2;
      } else if (quote.equals(c)) {
        return i + 1;
      } else {
        field.append(c);
        i++;
      }
    }
  }
}
