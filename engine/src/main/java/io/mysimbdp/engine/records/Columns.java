package io.mysimbdp.engine.records;

import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.tenant.UnknownColumnException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of one file, shared by its records. Immutable. */
public final class Columns {

  private final String file;
  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  /** Names the columns of a file, in their order. */
  public Columns(String file, List<String> names) {
    this.file = file;
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      indexes.put(names.get(i), i);
    }
  }

  /** Returns the name of the file. */
  public String file() {
    return file;
  }

  /** Returns the names, in their order; unmodifiable. */
  public List<String> names() {
    return names;
  }

  /** Returns how many there are. */
  public int size() {
    return names.size();
  }

  /**
   * Returns the index of a column, from 0.
   *
   * @throws UnknownColumnException when there is none of this name
   */
  public int indexOf(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new UnknownColumnException(
          file, "file " + file + " has no column " + name + DidYouMean.hint(name, names));
    }
    return index;
  }
}
