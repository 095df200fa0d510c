package io.mysimbdp.engine.records;

import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.tenant.UnknownColumnException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of one file, shared by its records. Immutable. */
final class Columns {

  private final String file;
  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  Columns(String file, List<String> names) {
    this.file = file;
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      indexes.put(names.get(i), i);
    }
  }

  String file() {
    return file;
  }

  List<String> names() {
    return names;
  }

  int size() {
    return names.size();
  }

  int indexOf(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new UnknownColumnException(
          file, "file " + file + " has no column " + name + DidYouMean.hint(name, names));
    }
    return index;
  }
}
