package io.mysimbdp.engine.write;

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

  /**
   * Heap taken by a row beside its bytes, and by the record that it comes from beside the bytes of
   * that, which are taken to be as many; measured.
   */
  private static final int OVERHEAD_BYTES = 300;

  private final Sizing sizing;
  private Map<Key, Group> groups = new LinkedHashMap<>();
  private long heldBytes;
  // Since it was full.
  private long rowsIn;
  private long groupsOut;

  GroupingWindow(Sizing sizing) {
    this.sizing = sizing;
  }

  /** Takes a row; returns the groups to be sent now, mostly none. */
  List<List<EncodedRow>> add(EncodedRow row) {
    Key key = new Key(row.insert(), row.partition());
    List<List<EncodedRow>> full = List.of();
    Group group = groups.get(key);
    if (group != null && group.bytes + row.bytes() > sizing.batchBytes()) {
      full = List.of(remove(key, group));
      group = null;
    }
    if (group == null) {
      group = new Group();
      groups.put(key, group);
    }
    group.rows.add(row);
    group.bytes += row.bytes();
    heldBytes += held(row.bytes(), 1);
    rowsIn++;
    if (group.rows.size() >= sizing.batchRows() || group.bytes >= sizing.batchBytes()) {
      List<EncodedRow> rows = remove(key, group);
      full = full.isEmpty() ? List.of(rows) : List.of(full.get(0), rows);
    }
    if (heldBytes >= sizing.windowBytes()) {
      List<List<EncodedRow>> all = new ArrayList<>(full);
      groupsOut += groups.size();
      all.addAll(drain());
      sizing.filled(rowsIn, groupsOut);
      rowsIn = 0;
      groupsOut = 0;
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
    groupsOut++;
    heldBytes -= held(group.bytes, group.rows.size());
    return group.rows;
  }

  private static long held(int bytes, int rows) {
    return 2L * bytes + (long) rows * OVERHEAD_BYTES;
  }

  private record Key(TableStatement insert, ByteBuffer partition) {}

  private static final class Group {
    private final List<EncodedRow> rows = new ArrayList<>(4);
    private int bytes;
  }
}
