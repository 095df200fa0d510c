package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens tenants' files, wherever they are. Safe for several threads. */
public interface FileSource {

  /**
   * Opens a file at its beginning. To skip is cheap.
   *
   * @param stamp how it looked when it was taken up
   * @throws ReplacedException when it looks otherwise by now; also while it is read, if that is
   *     noticed
   * @throws java.nio.file.NoSuchFileException when it is gone
   * @throws IOException when it cannot be opened
   */
  InputStream open(Location location, FileStamp stamp) throws IOException;

  /**
   * Looks at a file.
   *
   * @throws java.nio.file.NoSuchFileException when it is gone
   * @throws IOException when it cannot be looked at
   */
  FileStamp stamp(Location location) throws IOException;

  /** Returns what opens the files of folders, and nothing else. */
  static FileSource ofFolders() {
    return Folders.INSTANCE;
  }

  /** The files of folders. */
  enum Folders implements FileSource {
    /** There is no state. */
    INSTANCE;

    @Override
    public InputStream open(Location location, FileStamp stamp) throws IOException {
      // Before it is opened: to open a pipe that has taken its place would wait for ever.
      if (!stamp(location).equals(stamp)) {
        throw new ReplacedException();
      }
      return NoLinks.read(path(location));
    }

    @Override
    public FileStamp stamp(Location location) throws IOException {
      return FileStamp.ofStaged(path(location));
    }

    private static Path path(Location location) throws IOException {
      if (location instanceof Location.OnDisk onDisk) {
        return onDisk.path();
      }
      throw new IOException("no object store is configured for " + location);
    }
  }
}
