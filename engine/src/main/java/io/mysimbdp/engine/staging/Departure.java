package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files and their markers out of a staging directory, never over another file. Safe for
 * several threads.
 */
public final class Departure {

  static final String REASON_SUFFIX = ".reason.txt";

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  // By the directory that is moved to: batches of one tenant may end at the same time, each with a
  // departure of its own. As many as tenants have directories.
  private static final ConcurrentMap<Path, Object> LOCKS = new ConcurrentHashMap<>();

  private final TenantFolder folder;
  private final FileRules rules;

  /** Makes the exit of one tenant's staging directory. */
  public Departure(TenantFolder folder, FileRules rules) {
    this.folder = folder;
    this.rules = rules;
  }

  /**
   * Moves an ingested file to {@code done}.
   *
   * @return where it is now
   * @throws EngineException when it cannot be moved
   */
  public Path done(Path file) {
    return move(file, folder.done());
  }

  /**
   * Moves a file to {@code refused}, with the reason in a text file beside it.
   *
   * @return where it is now
   * @throws EngineException when it cannot be moved
   */
  public Path refused(Path file, String reason) {
    Path target = move(file, folder.refused());
    Path note =
        target.resolveSibling(FileNames.shortened(target.getFileName().toString()) + REASON_SUFFIX);
    try {
      NoLinks.delete(note); // Whatever lies there, nothing is written through it.
      try (FileChannel out = NoLinks.create(note)) {
        out.write(StandardCharsets.UTF_8.encode(reason + "\n"));
      }
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "The reason cannot be written to " + note + ": " + e.getMessage(), e);
    }
    return target;
  }

  private Path move(Path file, Path directory) {
    try {
      NoLinks.folder(directory);
      Path target;
      // One at a time: until a file is there, its name looks free to another one.
      synchronized (LOCKS.computeIfAbsent(directory, any -> new Object())) {
        target = freeName(directory, file.getFileName().toString());
        NoLinks.move(file, target);
      }
      if (rules.completion() == FileRules.Completion.MARKER) {
        removeMarker(file);
      }
      return target;
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "File " + file + " cannot be moved to " + directory + ": " + e, e);
    }
  }

  private void removeMarker(Path file) {
    try {
      NoLinks.delete(file.resolveSibling(file.getFileName().toString() + rules.markerSuffix()));
    } catch (IOException e) {
      // It harms nobody: a marker that is older than a file does not count for it.
      LOG.debug("Marker of {} is left behind", file, e);
    }
  }

  /** The name itself, or with .2, .3 … before it is taken. */
  private static Path freeName(Path directory, String name) {
    Path target = directory.resolve(name);
    for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
      target = directory.resolve(FileNames.shortened(name) + "." + n);
    }
    return target;
  }
}
