package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.Retention;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A staging area of folders.
 *
 * @param folder the tenant's
 */
public record StagingFolder(TenantFolder folder) implements StagingArea {

  @Override
  public FileSource files() {
    return FileSource.ofFolders();
  }

  @Override
  public List<Staged> scan(FileRules rules, InstantSource clock) {
    return directory(rules, clock).scan();
  }

  @Override
  public StagingDirectory.Tally tally(FileRules rules, int most) {
    return directory(rules, InstantSource.system()).tally(most);
  }

  private StagingDirectory directory(FileRules rules, InstantSource clock) {
    return new StagingDirectory(folder.staging(), rules, clock);
  }

  @Override
  public boolean hasStagedFiles() {
    return folder.hasStagedFiles();
  }

  @Override
  public boolean isNear() {
    return true;
  }

  @Override
  public Optional<FileTime> stagingModified() {
    return folder.stagingModified();
  }

  @Override
  public Optional<Path> watchable() {
    return Optional.of(folder.staging());
  }

  @Override
  public Exit exit(FileRules rules) {
    Departure departure = new Departure(folder, rules);
    return new Exit() {
      @Override
      public Location done(Location file, FileStamp stamp) {
        return Location.of(departure.done(path(file)));
      }

      @Override
      public Location refused(Location file, @Nullable FileStamp stamp, String reason) {
        return Location.of(departure.refused(path(file), reason));
      }
    };
  }

  @Override
  public void putBack(Part from, String name) {
    Return back = new Return(folder);
    switch (from) {
      case DONE -> back.done(name);
      case REFUSED -> back.refused(name);
      case STAGING -> throw new IllegalArgumentException("It is in staging: " + name);
    }
  }

  @Override
  public boolean isThere(Location location) {
    return Files.exists(path(location), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Location locate(Part part, String name) {
    return Location.of(path(part).resolve(name));
  }

  @Override
  public List<Location> named(Part part, String name) {
    Path directory = path(part);
    List<Location> found = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    String numbered = FileNames.shortened(name) + ".";
    try (DirectoryStream<Path> candidates =
        Files.newDirectoryStream(
            directory,
            path -> {
              String each = String.valueOf(path.getFileName());
              return each.equals(name) || each.startsWith(numbered);
            })) {
      for (Path candidate : candidates) {
        if (Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)) {
          found.add(Location.of(candidate));
        }
      }
    } catch (DirectoryIteratorException | IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Folder " + directory + " cannot be read: " + e, e);
    }
    return found;
  }

  @Override
  public List<String> expire(Retention retention, InstantSource clock) {
    return new Expiry(folder, retention, clock).run();
  }

  private Path path(Part part) {
    return switch (part) {
      case STAGING -> folder.staging();
      case DONE -> folder.done();
      case REFUSED -> folder.refused();
    };
  }

  private static Path path(Location location) {
    if (location instanceof Location.OnDisk onDisk) {
      return onDisk.path();
    }
    throw new IllegalArgumentException("Not in a folder: " + location);
  }
}
