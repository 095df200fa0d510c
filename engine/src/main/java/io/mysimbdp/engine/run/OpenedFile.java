package io.mysimbdp.engine.run;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.FileAdmission;
import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.records.Compression;
import io.mysimbdp.engine.records.DelimitedReader;
import io.mysimbdp.engine.records.MalformedRecord;
import io.mysimbdp.engine.records.Parsed;
import io.mysimbdp.engine.records.ParsedRecord;
import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.StagedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A staged file as its app sees it, and what the run must know of it afterwards. */
final class OpenedFile implements StagedFile, AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final AtomicLong handed = new AtomicLong();
  private final RunFile file;
  private final FileSource files;
  private final Dialect dialect;
  private final RunControl control;
  private final RejectLog rejectLog;
  private final RejectLimit rejectLimit;
  private final Throttle throttle;
  private final LongSupplier nanoTime;
  private final FileGate gate;
  private final FileTally tally = new FileTally();
  private final FileIntake intake;
  private final PositionTracker positions;
  private final PartGuard partGuard;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Duration reading;
  private volatile @Nullable InputStream stream;
  private volatile @Nullable TrackingReader reader;

  OpenedFile(
      RunFile file,
      FileSource files,
      Dialect dialect,
      RunControl control,
      RejectLog rejectLog,
      RejectLimit rejectLimit,
      FileAdmission admission,
      Throttle throttle,
      LongSupplier nanoTime,
      RunEvents events) {
    this.file = file;
    this.files = files;
    this.dialect = dialect;
    this.control = control;
    this.rejectLog = rejectLog;
    this.rejectLimit = rejectLimit;
    this.throttle = throttle;
    this.partGuard = new PartGuard(file);
    this.nanoTime = nanoTime;
    this.gate = new FileGate(file.name(), file.sizeBytes(), admission);
    this.intake = new FileIntake(tally, rejectLog, events);
    ResumePoint resume = file.resume();
    this.positions =
        new PositionTracker(
            resume == null ? new ResumePoint(0, 1, Counts.ZERO) : resume, intake.arrival());
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long sizeBytes() {
    return file.stamp().sizeBytes();
  }

  @Override
  public InputStream openRaw() throws IOException {
    control.check();
    partGuard.opening();
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "File " + file.name() + " has been opened before; a file is read once in a run");
    }
    long begin = nanoTime.getAsLong();
    InputStream opened =
        new HandedStream(
            new BufferedInputStream(
                new CountingInputStream(
                    files.open(file.location(), file.stamp()),
                    tally,
                    control,
                    throttle,
                    () -> readToItsEnd(nanoTime.getAsLong() - begin)),
                BUFFER_BYTES),
            handed);
    stream = opened;
    return opened;
  }

  @Override
  public InputStream open() throws IOException {
    Compression compression = Compression.ofFileName(file.name());
    InputStream raw = openRaw();
    return compression == Compression.NONE
        ? raw
        : new ExpandingInputStream(compression.open(raw), gate);
  }

  @Override
  public TrackingReader records() throws IOException {
    InputStream content = new BufferedInputStream(open(), BUFFER_BYTES);
    content.mark(FileAdmission.headBytes());
    gate.head(content.readNBytes(FileAdmission.headBytes()));
    content.reset();
    DelimitedReader records = DelimitedReader.open(content, file.name(), dialect);
    gate.header(records.columns());
    TrackingReader opened = new TrackingReader(records);
    reader = opened;
    return opened;
  }

  /**
   * Opens the records for the engine itself to drive the app over them: those behind the place that
   * a run before has come to, each followed until it is durable.
   *
   * @throws IOException when the file cannot be read
   */
  TrackingReader recordsToBeDone() throws IOException {
    partGuard.drive();
    TrackingReader opened = records();
    FilePart part = file.part();
    if (part != null) {
      opened.source.endAt(part.endOffset());
    }
    ResumePoint resume = file.resume();
    if (resume != null) {
      opened.source.resume(resume.byteOffset(), resume.line());
      tally.resume(resume.counts());
      gate.resume(resume.counts().recordsRead());
      rejectLog.carryOver(file.formerRejects(), resume.line());
    }
    opened.isFollowed = true;
    return opened;
  }

  /**
   * Returns up to where every record is settled and its reject, if any, is on disk; null when the
   * engine does not drive the app over this file, or nothing is settled yet.
   */
  @Nullable DurablePosition durablePosition() {
    TrackingReader used = reader;
    if (used == null || !used.isFollowed) {
      return null;
    }
    ResumePoint position = positions.position();
    if (position.byteOffset() == 0) {
      return null;
    }
    rejectLog.force();
    return new DurablePosition(
        position, position.counts().rejects() == 0 ? null : rejectLog.path().toString());
  }

  @Override
  public TrackedRecord record(long line, long byteOffset, String raw) {
    control.check();
    partGuard.declaring();
    gate.record();
    return intake.accept(new DeclaredRecord(file.name(), line, byteOffset, raw));
  }

  PartGuard partGuard() {
    return partGuard;
  }

  RunFile file() {
    return file;
  }

  FileTally tally() {
    return tally;
  }

  /**
   * Writes the rejects once more as a file of the tenant's own dialect, to be mended and staged
   * again.
   */
  void writeMendable() {
    if (file.part() != null) {
      return; // Once, for the whole file.
    }
    TrackingReader used = reader;
    String extension = new FileFacts(file.name(), 0).extension();
    rejectLog.writeMendable(
        used == null ? new byte[0] : used.source.preamble(),
        Charset.forName(dialect.encoding()),
        extension.isEmpty() ? "" : "." + extension);
  }

  private void readToItsEnd(long nanos) {
    if (reading == null) {
      reading = Duration.ofNanos(nanos);
    }
  }

  /** Returns how long it took to read it to its end; empty when that has not been done. */
  Optional<Duration> readingTime() {
    return Optional.ofNullable(reading);
  }

  FileIntake intake() {
    return intake;
  }

  RejectLog rejectLog() {
    return rejectLog;
  }

  /** Returns why the file has been refused while it was read; null when it has not. */
  Decision.@Nullable Refused refusal() {
    return gate.refusal();
  }

  boolean wasTaken() {
    return taken.get();
  }

  /** Tells whether the engine's reader was used and has not come to the end of the file. */
  boolean isReadInPart() {
    TrackingReader used = reader;
    return used != null && !used.ended;
  }

  /**
   * Tells whether the app has opened the file as a stream, read no further than somewhere, and
   * found no record in it. Streams that it expands itself may end before the file does. Who reads
   * just as many bytes as there are never sees the end, but has read it all.
   */
  boolean isStreamLeft() {
    return reader == null
        && reading == null
        && tally.counts().recordsRead() == 0
        && handed.get() < sizeBytes()
        && Compression.ofFileName(file.name()) == Compression.NONE;
  }

  /** Returns some record that nothing has been decided on, for a message; or null. */
  @Nullable InputRecord exampleOfUnsettled() {
    TrackingReader used = reader;
    return used == null ? null : used.firstOpen();
  }

  /**
   * Tells whether the file is still the one that was fingerprinted.
   *
   * @throws IOException when it cannot be looked at
   */
  boolean isUnchanged() throws IOException {
    return files.stamp(file.location()).equals(file.stamp());
  }

  @Override
  public void close() {
    rejectLog.close();
    try {
      InputStream opened = stream;
      if (opened != null) {
        opened.close();
      }
    } catch (IOException e) {
      // Only reading; whatever could be lost here was lost and reported before.
      stream = null;
    }
  }

  /** Reads the records; counts each, puts the malformed ones aside. */
  final class TrackingReader implements RecordReader {

    private final DelimitedReader source;
    private volatile boolean ended;
    private volatile boolean isFollowed;
    private @Nullable TrackedRecord previous;
    // The first record left open, as far as one can tell when the next one is asked for.
    private volatile @Nullable TrackedRecord suspect;

    private TrackingReader(DelimitedReader source) {
      this.source = source;
    }

    @Override
    public List<String> columns() {
      return source.columns();
    }

    @Override
    public @Nullable TrackedRecord next() throws IOException {
      control.check();
      noteIfLeftOpen();
      for (Parsed parsed = source.next(); parsed != null; parsed = source.next()) {
        gate.record();
        if (parsed instanceof ParsedRecord record) {
          TrackedRecord tracked = intake.accept(record, isFollowed ? place() : null);
          previous = tracked;
          return tracked;
        }
        putAside((MalformedRecord) parsed);
        rejectLimit.check();
      }
      ended = true;
      previous = null;
      return null;
    }

    private PositionTracker.Entry place() {
      return positions.add(source.offset(), source.line());
    }

    private void putAside(MalformedRecord malformed) {
      PositionTracker.Entry place = isFollowed ? place() : null;
      intake.malformed(
          new Reject(
              file.name(),
              malformed.line(),
              malformed.byteOffset(),
              malformed.column(),
              malformed.rule().name(),
              malformed.message(),
              malformed.raw(),
              exact(malformed),
              malformed.bytes() != null));
      if (place != null) {
        place.rejected();
        place.release();
      }
    }

    /** Text that was cut or could not be decoded goes along as the bytes it was. */
    private @Nullable String exact(MalformedRecord malformed) {
      ByteBuffer bytes = malformed.bytes();
      if (bytes == null) {
        return null;
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      byte[] asText = malformed.raw().getBytes(Charset.forName(dialect.encoding()));
      return Arrays.equals(copy, asText) ? null : Base64.getEncoder().encodeToString(copy);
    }

    private void noteIfLeftOpen() {
      TrackedRecord last = previous;
      TrackedRecord known = suspect;
      if (last != null && last.isOpen() && (known == null || !known.isOpen())) {
        suspect = last;
      }
    }

    private @Nullable InputRecord firstOpen() {
      TrackedRecord known = suspect;
      if (known != null && known.isOpen()) {
        return known;
      }
      TrackedRecord last = previous;
      return last != null && last.isOpen() ? last : null;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
