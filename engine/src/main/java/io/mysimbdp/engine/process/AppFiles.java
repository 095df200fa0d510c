package io.mysimbdp.engine.process;

import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.protocol.WireOutput;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a batch as an app reads them from afar. For one thread. */
final class AppFiles {

  private static final int LARGEST_READ_BYTES = 1 << 18;
  private static final int MOST_RECORDS = 256;
  private static final long MOST_CHARACTERS = 128 << 10;

  /** Each takes a file descriptor of the engine's. */
  private static final int MOST_OPEN = 100;

  private final List<StagedFile> files;
  private final AppRecords records;
  private final Map<Integer, InputStream> streams = new HashMap<>();
  private final Map<Integer, Reading> readers = new HashMap<>();
  private int handle;

  AppFiles(List<StagedFile> files, AppRecords records) {
    this.files = files;
    this.records = records;
  }

  /**
   * Does what was asked for.
   *
   * @return writes the answer
   * @throws ProtocolException when it names nothing that is there
   * @throws IOException when the file cannot be read
   */
  FrameWriter.Body answer(Operation operation, WireInput body) throws IOException {
    return switch (operation) {
      case OPEN_RAW -> opened(toOpen(body).openRaw());
      case OPEN -> opened(toOpen(body).open());
      case READ -> read(body);
      case CLOSE -> close(body.getInt());
      case RECORDS -> records(toOpen(body));
      case NEXT -> next(body.getInt());
      case DECLARE -> declare(body);
      default -> throw new ProtocolException("Did not expect " + operation);
    };
  }

  private StagedFile file(WireInput body) throws ProtocolException {
    int index = body.getInt();
    if (index < 0 || index >= files.size()) {
      throw new ProtocolException(
          "Expected the number of a file below " + files.size() + ", got " + index);
    }
    return files.get(index);
  }

  private StagedFile toOpen(WireInput body) throws ProtocolException {
    StagedFile file = file(body);
    if (streams.size() + readers.size() >= MOST_OPEN) {
      throw new IllegalStateException(
          "The app has "
              + MOST_OPEN
              + " streams and readers open; close those that are not needed before opening "
              + file.name());
    }
    return file;
  }

  private FrameWriter.Body opened(InputStream stream) {
    int number = ++handle;
    streams.put(number, stream);
    return out -> out.putInt(number);
  }

  private FrameWriter.Body read(WireInput body) throws IOException {
    InputStream stream = streams.get(body.getInt());
    int most = body.getInt();
    if (stream == null || most <= 0) {
      throw new ProtocolException("Expected an open stream and how much to read at most");
    }
    byte[] content = new byte[Math.min(most, LARGEST_READ_BYTES)];
    int count = stream.read(content);
    return out -> out.putBytes(content, Math.max(0, count));
  }

  private FrameWriter.Body close(int number) throws IOException {
    InputStream stream = streams.remove(number);
    if (stream != null) {
      stream.close();
    }
    Reading reading = readers.remove(number);
    if (reading != null) {
      reading.reader.close();
    }
    return nothing -> {};
  }

  private FrameWriter.Body records(StagedFile file) throws IOException {
    RecordReader reader = file.records();
    int number = ++handle;
    readers.put(number, new Reading(reader));
    return out -> out.putInt(number).putTexts(reader.columns());
  }

  private FrameWriter.Body next(int number) throws IOException {
    Reading reading = readers.get(number);
    if (reading == null) {
      throw new ProtocolException("Expected an open reader, got " + number);
    }
    List<InputRecord> chunk = reading.chunk();
    return out -> {
      out.putInt(chunk.size());
      for (InputRecord record : chunk) {
        records.give(out, record);
      }
    };
  }

  private FrameWriter.Body declare(WireInput body) throws ProtocolException {
    InputRecord record = file(body).record(body.getLong(), body.getLong(), body.getText());
    return (WireOutput out) -> records.give(out, record);
  }

  /** A reader, and what it has met behind the records that were given. */
  private static final class Reading {

    private final RecordReader reader;
    private @Nullable IOException unreadable;
    private @Nullable RuntimeException failure;

    Reading(RecordReader reader) {
      this.reader = reader;
    }

    /** Reads ahead, for a switch between processes to cost little; empty at the end. */
    List<InputRecord> chunk() throws IOException {
      check();
      List<InputRecord> chunk = new ArrayList<>();
      long characters = 0;
      try {
        while (chunk.size() < MOST_RECORDS && characters < MOST_CHARACTERS) {
          InputRecord record = reader.next();
          if (record == null) {
            break;
          }
          chunk.add(record);
          characters += record.raw().length();
        }
      } catch (IOException e) {
        unreadable = e;
      } catch (RuntimeException e) {
        failure = e;
      }
      if (chunk.isEmpty()) {
        check();
      }
      return chunk;
    }

    private void check() throws IOException {
      if (unreadable != null) {
        throw unreadable;
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
