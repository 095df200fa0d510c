package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks through a staging directory. Holds no state: each scan sees what is there. Safe for several
 * threads.
 *
 * <p>Names that uploads use for unfinished files are passed over: dot-files, and names that end in
 * {@code .tmp}, {@code .part}, {@code .partial}, {@code .filepart}, {@code .crdownload} or {@code
 * ~}.
 */
public final class StagingDirectory {

  private static final List<String> UNFINISHED =
      List.of(".tmp", ".part", ".partial", ".filepart", ".crdownload", "~");

  private final Path directory;
  private final List<String> patterns;
  private final List<PathMatcher> matchers;
  private final Duration quietPeriod;
  private final InstantSource clock;

  /**
   * Makes a view of a staging directory.
   *
   * @param patterns glob patterns; a file that matches none is unfit
   * @param quietPeriod how long a file must not have changed before it counts as complete
   */
  public StagingDirectory(
      Path directory, List<String> patterns, Duration quietPeriod, InstantSource clock) {
    this.directory = directory;
    this.patterns = List.copyOf(patterns);
    this.matchers =
        patterns.stream()
            .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
            .toList();
    this.quietPeriod = quietPeriod;
    this.clock = clock;
  }

  /**
   * Lists what is there, in the order of arrival: by time of last modification, then by name.
   *
   * @throws EngineException when the directory cannot be read
   */
  public List<Staged> scan() {
    record Arrival(Staged staged, Instant modified) {}
    List<Arrival> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (isPassedOver(entry.getFileName().toString())) {
          continue;
        }
        Optional<BasicFileAttributes> attributes = attributesOf(entry);
        attributes.ifPresent(
            a -> found.add(new Arrival(judge(entry, a), a.lastModifiedTime().toInstant())));
      }
    } catch (DirectoryIteratorException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(e);
    }
    return found.stream()
        .sorted(
            Comparator.comparing(Arrival::modified)
                .thenComparing(arrival -> arrival.staged().name()))
        .map(Arrival::staged)
        .toList();
  }

  private static boolean isPassedOver(String name) {
    return name.startsWith(".") || UNFINISHED.stream().anyMatch(name::endsWith);
  }

  /** Returns nothing when the file has gone since the directory was listed. */
  private static Optional<BasicFileAttributes> attributesOf(Path entry) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Staged judge(Path entry, BasicFileAttributes attributes) {
    String name = entry.getFileName().toString();
    if (attributes.isSymbolicLink()) {
      return new Staged.Unfit(
          name, entry, "it is a symbolic link; only regular files are ingested", true);
    }
    if (attributes.isDirectory()) {
      return new Staged.Unfit(name, entry, "it is a folder; only files are ingested", false);
    }
    if (!attributes.isRegularFile()) {
      return new Staged.Unfit(
          name, entry, "it is a pipe, socket or device; only regular files are ingested", false);
    }
    if (!FileNames.isPrintable(name)) {
      return new Staged.Unfit(
          FileNames.printable(name), entry, "its name holds control characters", true);
    }
    if (matchers.stream().noneMatch(matcher -> matcher.matches(entry.getFileName()))) {
      return new Staged.Unfit(
          name,
          entry,
          "its name matches none of the patterns of files.patterns: " + String.join(" ", patterns),
          true);
    }
    Instant completeAt = attributes.lastModifiedTime().toInstant().plus(quietPeriod);
    Instant now = clock.instant();
    // A time in the future says nothing about when the file was written last; waiting for it could
    // take for ever. Such a file is watched for one quiet period by whoever waits for this one.
    if (completeAt.isAfter(now) && completeAt.isBefore(now.plus(quietPeriod).plusSeconds(1))) {
      return new Staged.Settling(name, completeAt);
    }
    return new Staged.Ready(name, entry, FileStamp.of(attributes));
  }

  private EngineException unreadable(IOException e) {
    String why = e instanceof NoSuchFileException ? "it does not exist" : e.getMessage();
    return new EngineException(
        FailureCode.TENANT_FOLDER_MISSING,
        "Staging directory " + directory + " cannot be read: " + why,
        e);
  }
}
