package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds rows back until enough of one partition have come to share a request: the server's cost is
 * by request, not by row. What is held is bounded in bytes. Not safe for several threads.
 *
 * <p>A group leaves the window when it is full. When the window is full, all groups leave it: the
 * small ones have waited for a whole window and would hardly grow.
 */
final class GroupingWindow {

  /** Heap taken by a row beside its bytes: statement, buffers, list slots; measured roughly. */
  private static final int OVERHEAD_BYTES = 600;

  private final long windowBytes;
  private final int groupBytes;
  private final int groupRows;
  private Map<Key, Group> groups = new LinkedHashMap<>();
  private long heldBytes;

  GroupingWindow(long windowBytes, int groupBytes, int groupRows) {
    this.windowBytes = windowBytes;
    this.groupBytes = groupBytes;
    this.groupRows = groupRows;
  }

  /** Takes a row; returns the groups to be sent now, mostly none. */
  List<List<EncodedRow>> add(EncodedRow row) {
    Key key = new Key(row.statement().getPreparedStatement(), row.partition());
    List<List<EncodedRow>> full = List.of();
    Group group = groups.get(key);
    if (group != null && group.bytes + row.bytes() > groupBytes) {
      full = List.of(remove(key, group));
      group = null;
    }
    if (group == null) {
      group = new Group();
      groups.put(key, group);
    }
    group.rows.add(row);
    group.bytes += row.bytes();
    heldBytes += row.bytes() + OVERHEAD_BYTES;
    if (group.rows.size() >= groupRows || group.bytes >= groupBytes) {
      List<EncodedRow> rows = remove(key, group);
      full = full.isEmpty() ? List.of(rows) : List.of(full.get(0), rows);
    }
    if (heldBytes >= windowBytes) {
      List<List<EncodedRow>> all = new ArrayList<>(full);
      all.addAll(drain());
      return all;
    }
    return full;
  }

  /** Empties the window; returns all groups, the oldest first. */
  List<List<EncodedRow>> drain() {
    List<List<EncodedRow>> all = new ArrayList<>(groups.size());
    for (Group group : groups.values()) {
      all.add(group.rows);
    }
    groups = new LinkedHashMap<>();
    heldBytes = 0;
    return all;
  }

  private List<EncodedRow> remove(Key key, Group group) {
    groups.remove(key);
    heldBytes -= group.bytes + (long) group.rows.size() * OVERHEAD_BYTES;
    return group.rows;
  }

  private record Key(PreparedStatement statement, ByteBuffer partition) {}

  private static final class Group {
    private final List<EncodedRow> rows = new ArrayList<>(4);
    private int bytes;
  }
}
