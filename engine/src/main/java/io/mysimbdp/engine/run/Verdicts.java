package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.records.Compression;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;

/** Decides what an error while reading says about the file. */
final class Verdicts {

  private Verdicts() {}

  static BatchFiles.Verdict refused(UnusableFileException e) {
    return new BatchFiles.Verdict(
        FileResult.State.REFUSED, FailureCode.FILE_UNUSABLE, String.valueOf(e.getMessage()));
  }

  /**
   * A file that cannot be read to its end: changed under our hands, or damaged where it is
   * compressed, or else a fault of the disk.
   */
  static BatchFiles.Verdict unreadable(OpenedFile file, IOException e) {
    if (hasChanged(file)) {
      return changed(file);
    }
    if (Compression.ofFileName(file.name()) != Compression.NONE) {
      return new BatchFiles.Verdict(
          FileResult.State.REFUSED,
          FailureCode.FILE_UNUSABLE,
          "file " + file.name() + " cannot be decompressed: " + e.getMessage());
    }
    return new BatchFiles.Verdict(
        FileResult.State.FAILED,
        FailureCode.DISK,
        "file " + file.name() + " cannot be read: " + e.getMessage());
  }

  static BatchFiles.Verdict changed(OpenedFile file) {
    return new BatchFiles.Verdict(
        FileResult.State.FAILED,
        FailureCode.FILE_CHANGED,
        "file "
            + file.name()
            + " was changed while it was being read; it will be taken again when it is quiet");
  }

  static boolean hasChanged(OpenedFile file) {
    try {
      return !file.isUnchanged();
    } catch (IOException e) {
      return true;
    }
  }
}
