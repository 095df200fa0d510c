package io.mysimbdp.tenant;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file of a batch. The engine has opened, checked and claimed it; the app reads it through one
 * of three views and never by its path.
 *
 * <p>A file is read once: the first call of {@link #openRaw}, {@link #open} or {@link #records}
 * takes it, a second one gets {@link IllegalStateException}.
 */
public interface StagedFile {

  /** Returns the file's name as the tenant staged it, without folders. */
  String name();

  /** Returns the size in bytes as staged, that is before decompression. */
  long sizeBytes();

  /**
   * Opens the bytes as they are on disk. The app settles its own records: see {@link #record}.
   *
   * @throws IOException when the file cannot be read
   */
  InputStream openRaw() throws IOException;

  /**
   * Opens the content, decompressed where the name ends in {@code .gz} or {@code .zst}. The app
   * settles its own records: see {@link #record}.
   *
   * @throws IOException when the file cannot be read
   */
  InputStream open() throws IOException;

  /**
   * Opens the records, split by the dialect of the tenant's profile. Lines that are no record of
   * the dialect (wrong column count, invalid encoding, …) never get here: the engine has rejected
   * them.
   *
   * @throws IOException when the file cannot be read
   */
  RecordReader records() throws IOException;

  /**
   * Declares one record that the app found by itself in {@link #open} or {@link #openRaw}. It
   * counts as read, and must be settled like any other.
   *
   * @param line the number of its first line, from 1
   * @param byteOffset where it begins in the stream the app reads, from 0
   * @param raw its text, for the rejects file
   */
  InputRecord record(long line, long byteOffset, String raw);
}
