package io.mysimbdp.engine.verify;

import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.TenantFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the file that a ledger entry speaks of, by its content. */
final class FinishedFile {

  private FinishedFile() {}

  /**
   * Looks in the folder for finished files, and in staging, which a file may not have left.
   *
   * @throws IOException when a folder cannot be read
   */
  static Optional<Path> find(TenantFolder folder, LedgerEntry entry) throws IOException {
    for (Path directory : new Path[] {folder.done(), folder.staging()}) {
      if (Files.isDirectory(directory)) {
        Optional<Path> found = findIn(directory, entry);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A name that was taken has got a number behind it. */
  private static Optional<Path> findIn(Path directory, LedgerEntry entry) throws IOException {
    String numbered = FileNames.shortened(entry.name()) + ".";
    try (DirectoryStream<Path> candidates =
        Files.newDirectoryStream(
            directory,
            path -> {
              String name = String.valueOf(path.getFileName());
              return name.equals(entry.name()) || name.startsWith(numbered);
            })) {
      for (Path candidate : candidates) {
        if (Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)
            && Files.size(candidate) == entry.sizeBytes()
            && Fingerprint.of(candidate).equals(entry.contentSha256())) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
