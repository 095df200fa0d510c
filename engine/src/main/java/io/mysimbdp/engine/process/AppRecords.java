package io.mysimbdp.engine.process;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireOutput;
import io.mysimbdp.tenant.InputRecord;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The records that an app has been given and not let go of, by number. For one thread. */
final class AppRecords {

  private static final long RECORD_BYTES = 200;

  private final NavigableMap<Long, InputRecord> held = new TreeMap<>();
  private final long mostBytes;
  private long next;
  private long bytes;

  /**
   * Makes an empty collection.
   *
   * @param mostBytes the engine's memory that records may take, about
   */
  AppRecords(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Writes a record, with a new number.
   *
   * @throws EngineException when the app holds too many
   */
  void give(WireOutput out, InputRecord record) {
    bytes += size(record);
    if (bytes > mostBytes) {
      throw new EngineException(
          FailureCode.APP_FAILED,
          "the app holds on to "
              + held.size()
              + " records, more than its heap of "
              + (mostBytes >> 20)
              + " MiB could hold");
    }
    long number = ++next;
    held.put(number, record);
    out.putLong(number).putLong(record.line()).putLong(record.byteOffset()).putText(record.raw());
    int columns = record.columns().size();
    out.putInt(columns);
    for (int i = 0; i < columns; i++) {
      out.putText(record.get(i));
    }
  }

  /** Returns the number of the record that was given last. */
  long last() {
    return next;
  }

  InputRecord get(long number) throws ProtocolException {
    InputRecord record = held.get(number);
    if (record == null) {
      throw new ProtocolException("Expected a record that is held, got " + number);
    }
    return record;
  }

  /** Releases records with numbers in a row; of those that are not held, nothing is said. */
  void release(long first, int count) {
    long from = Math.max(first, 1);
    long to = Math.min(first + Math.max(count, 0), next + 1);
    if (from >= to) {
      return;
    }
    // Costs what is released: an app may name whatever numbers it likes.
    Iterator<InputRecord> released = held.subMap(from, to).values().iterator();
    while (released.hasNext()) {
      bytes -= size(released.next());
      released.remove();
    }
  }

  private static long size(InputRecord record) {
    return RECORD_BYTES + 2L * record.raw().length();
  }
}
