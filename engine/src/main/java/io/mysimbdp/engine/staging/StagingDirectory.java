package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.NoLinks;
import io.mysimbdp.engine.staging.Staged.Misfit;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

  private final Path directory;
  private final Completeness completeness;

  /**
   * Makes a view of a staging directory.
   *
   * @param rules what shows that a file is complete
   */
  public StagingDirectory(Path directory, FileRules rules, InstantSource clock) {
    this.directory = directory;
    this.completeness = new Completeness(rules, clock);
  }

  /**
   * Lists what is there, in the order of arrival: by time of last modification, then by name.
   *
   * @throws EngineException when the directory cannot be read
   */
  public List<Staged> scan() {
    record Arrival(Staged staged, Instant modified) {}
    List<Arrival> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = NoLinks.list(directory)) {
      for (Path entry : entries) {
        if (completeness.isPassedOver(entry.getFileName().toString())) {
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

  /**
   * What lies in a staging directory.
   *
   * @param files how many files
   * @param bytes their size together
   * @param isMore whether there are more that were not looked at
   */
  public record Tally(int files, long bytes, boolean isMore) {}

  /**
   * Counts what is there, without judging it and without an order.
   *
   * @param most counting ends after as many files, for a directory may hold millions
   * @throws EngineException when the directory cannot be read
   */
  public Tally tally(int most) {
    int files = 0;
    long bytes = 0;
    try (DirectoryStream<Path> entries = NoLinks.list(directory)) {
      for (Path entry : entries) {
        if (completeness.isPassedOver(entry.getFileName().toString())) {
          continue;
        }
        if (files == most) {
          return new Tally(files, bytes, true);
        }
        Optional<BasicFileAttributes> attributes = attributesOf(entry);
        if (attributes.isPresent()) {
          files++;
          bytes += attributes.get().isRegularFile() ? attributes.get().size() : 0;
        }
      }
      return new Tally(files, bytes, false);
    } catch (DirectoryIteratorException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(e);
    }
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
      return Completeness.unfitKind(name, Location.of(entry), "a symbolic link", true);
    }
    if (attributes.isDirectory()) {
      return Completeness.unfitKind(name, Location.of(entry), "a folder", false);
    }
    if (!attributes.isRegularFile()) {
      return Completeness.unfitKind(name, Location.of(entry), "a pipe, socket or device", false);
    }
    if (!isText(entry)) {
      return Completeness.unfitName(name, Location.of(entry), "is no valid UTF-8");
    }
    if (!FileNames.isPrintable(name)) {
      return Completeness.unfitName(name, Location.of(entry), "holds control characters");
    }
    Optional<Staged> linked = judgeLinks(name, entry, attributes);
    if (linked.isPresent()) {
      return linked.get();
    }
    return completeness.isByMarker()
        ? judgeByMarker(name, entry, attributes)
        : completeness.byTime(
            name,
            Location.of(entry),
            FileStamp.of(attributes),
            attributes.lastModifiedTime().toInstant());
  }

  /**
   * A file with a second name may be somebody else's: whoever may not read it could have the engine
   * do so.
   */
  private static Optional<Staged> judgeLinks(
      String name, Path entry, BasicFileAttributes attributes) {
    if (!entry.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    try {
      Map<String, Object> found =
          Files.readAttributes(entry, "unix:nlink,fileKey", LinkOption.NOFOLLOW_LINKS);
      if (!Objects.equals(found.get("fileKey"), attributes.fileKey())) {
        return Optional.of(new Staged.Unmarked(name, "it was replaced a moment ago"));
      }
      return found.get("nlink") instanceof Integer links && links > 1
          ? Optional.of(
              new Staged.Unfit(
                  name,
                  Location.of(entry),
                  new Misfit("hard-links", "1", String.valueOf(links)),
                  "it is a hard link, one of " + links + "; stage a copy of its own",
                  true))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Staged.Unmarked(name, "it cannot be looked at: " + e.getMessage()));
    }
  }

  /** A name of other bytes than UTF-8 does not come back the same from its text. */
  private boolean isText(Path entry) {
    try {
      return directory.resolve(entry.getFileName().toString()).equals(entry);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Staged judgeByMarker(String name, Path entry, BasicFileAttributes attributes) {
    String marker = completeness.markerOf(name);
    Instant marked = null;
    try {
      BasicFileAttributes found =
          Files.readAttributes(
              entry.resolveSibling(marker), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        return new Staged.Unmarked(
            name, "its marker " + marker + " is no file; put an empty file there");
      }
      marked = found.lastModifiedTime().toInstant();
    } catch (IOException e) {
      // As good as none.
      marked = null;
    }
    return completeness.byMarker(
        name,
        Location.of(entry),
        FileStamp.of(attributes),
        attributes.lastModifiedTime().toInstant(),
        marked);
  }

  private EngineException unreadable(IOException e) {
    String why = e instanceof NoSuchFileException ? "it does not exist" : e.getMessage();
    return new EngineException(
        FailureCode.TENANT_FOLDER_MISSING,
        "Staging directory " + directory + " cannot be read: " + why,
        e);
  }
}
