package io.mysimbdp.engine.verify;

import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingArea.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Finds the file that a ledger entry speaks of, by its content. */
final class FinishedFile {

  private FinishedFile() {}

  /**
   * Looks among the finished files, and in staging, which a file may not have left.
   *
   * @throws IOException when a file cannot be read
   * @throws io.mysimbdp.engine.failure.EngineException when they cannot be listed
   */
  static Optional<Location> find(StagingArea area, LedgerEntry entry) throws IOException {
    for (Part part : List.of(Part.DONE, Part.STAGING)) {
      // A name that was taken has got a number behind it.
      for (Location candidate : area.named(part, entry.name())) {
        FileStamp stamp = area.files().stamp(candidate);
        if (stamp.sizeBytes() == entry.sizeBytes()
            && sha256(area.files(), candidate, stamp).equals(entry.contentSha256())) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private static String sha256(FileSource files, Location location, FileStamp stamp)
      throws IOException {
    try (InputStream in = files.open(location, stamp)) {
      return Fingerprint.of(in, () -> true).orElseThrow();
    }
  }
}
