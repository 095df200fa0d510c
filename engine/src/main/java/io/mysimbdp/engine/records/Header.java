package io.mysimbdp.engine.records;

import io.mysimbdp.tenant.UnusableFileException;
import java.util.ArrayList;
import java.util.List;

/** The header of a file, line by line. A file with a broken header is unusable as a whole. */
final class Header {

  private final String fileName;
  private final List<String> names = new ArrayList<>();
  private long lastLine;

  Header(String fileName) {
    this.fileName = fileName;
  }

  /** Adds a line; the names of several lines are joined by a blank. */
  void add(long line, List<String> fields) {
    if (names.isEmpty()) {
      names.addAll(fields);
    } else if (names.size() == fields.size()) {
      for (int i = 0; i < fields.size(); i++) {
        names.set(i, names.get(i) + " " + fields.get(i));
      }
    } else {
      throw broken(
          line, "it has " + fields.size() + " columns, the line before has " + names.size());
    }
    lastLine = line;
  }

  /** Returns the names; none when the file is empty. */
  List<String> names() {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank()) {
        throw broken(lastLine, "column " + (i + 1) + " of " + names.size() + " has no name");
      }
      int first = names.indexOf(name);
      if (first < i) {
        throw broken(
            lastLine,
            "columns " + (first + 1) + " and " + (i + 1) + " have the same name '" + name + "'");
      }
    }
    return names;
  }

  UnusableFileException broken(long line, String what) {
    return new UnusableFileException(
        fileName, "the header of " + fileName + ", line " + line + ", is broken: " + what);
  }
}
