package io.mysimbdp.engine.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Works on files of the form {@code <tenant's folder>/<folder>/<file>} without following a link in
 * the place of the folder or of the file, at whatever moment it is put there: the folder is opened
 * first, and everything else is done relative to what was opened ({@code openat} and its like). The
 * path to the tenant's folder is the provider's, and its links are followed.
 *
 * <p>Where the JDK cannot do so (Windows), links are looked for just before instead. Safe for all
 * threads.
 */
public final class NoLinks {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private NoLinks() {}

  /**
   * Opens a file for reading.
   *
   * @throws IOException when it cannot be opened, or is or lies behind a link, or is a pipe or
   *     something like it, which would be waited for
   */
  public static InputStream read(Path file) throws IOException {
    return Channels.newInputStream(
        within(
            file,
            (folder, name) -> {
              refuseOther(
                  file,
                  folder.getFileAttributeView(
                      name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
              return folder.newByteChannel(name, READ);
            },
            () -> {
              refuseOther(
                  file,
                  Files.getFileAttributeView(
                      file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
              return Files.newByteChannel(file, READ);
            }));
  }

  private static void refuseOther(Path file, BasicFileAttributeView view) throws IOException {
    BasicFileAttributes found;
    try {
      found = view.readAttributes();
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file.toString());
    }
    if (found.isOther()) {
      throw new FileSystemException(file.toString(), null, "expected a file, got something else");
    }
  }

  /**
   * Creates a file that is not there yet, to be written. Its owner may read and write it; the group
   * what it may do in the folder; others nothing.
   *
   * @throws IOException when it cannot be created, or would lie behind a link
   */
  public static FileChannel create(Path file) throws IOException {
    SeekableByteChannel channel =
        within(
            file,
            (folder, name) -> {
              SeekableByteChannel made =
                  folder.newByteChannel(name, CREATE, PosixFilePermissions.asFileAttribute(FILE));
              try {
                share(
                    FILE,
                    folder.getFileAttributeView(PosixFileAttributeView.class),
                    folder.getFileAttributeView(
                        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
              } catch (IOException e) {
                made.close();
                throw e;
              }
              return made;
            },
            () -> Files.newByteChannel(file, CREATE));
    return (FileChannel) channel; // So it is with every file system of the JDK that has real files.
  }

  /**
   * Makes a folder right below a tenant's folder, with the rights of {@link #create}; does nothing
   * when it is there.
   *
   * @throws IOException when it cannot be made, or a link or a file has its place
   */
  public static void folder(Path folder) throws IOException {
    try {
      if (supportsRights(folder)) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        within(
            folder,
            (above, name) -> {
              share(
                  FOLDER,
                  above.getFileAttributeView(PosixFileAttributeView.class),
                  above.getFileAttributeView(
                      name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
              return true;
            },
            () -> true);
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(folder);
      }
    }
  }

  /**
   * Makes the folder of a file, like {@link #folder}.
   *
   * @throws IOException when it cannot be made, or a link or a file has its place
   */
  public static void folderOf(Path file) throws IOException {
    folder(parent(file));
  }

  /**
   * Looks at a file or a link itself.
   *
   * @throws IOException when there is none, or it lies behind a link
   */
  public static BasicFileAttributes attributes(Path file) throws IOException {
    return within(
        file,
        (folder, name) ->
            folder
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes(),
        () -> Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Lists a folder right below a tenant's folder.
   *
   * @return the paths of what is in it; to be closed
   * @throws IOException when it cannot be read, or is a link
   */
  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  public static DirectoryStream<Path> list(Path folder) throws IOException {
    Path above = parent(folder);
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(above)) {
      if (opened instanceof SecureDirectoryStream<Path> secure) {
        return open(secure, folder);
      }
    }
    refuseLink(folder);
    return Files.newDirectoryStream(folder);
  }

  /**
   * Moves a file in one step, over one that is there.
   *
   * @throws IOException when it cannot be moved, or one of the folders is a link
   */
  public static void move(Path from, Path to) throws IOException {
    within(
        from,
        (folder, name) ->
            within(
                to,
                (target, newName) -> {
                  folder.move(name, target, newName);
                  return true;
                },
                () -> true),
        () -> {
          refuseLink(parent(to));
          return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /**
   * Deletes a file or a link itself, if it is there.
   *
   * @return whether it was
   * @throws IOException when it cannot be deleted, or lies behind a link
   */
  public static boolean delete(Path file) throws IOException {
    try {
      return within(
          file,
          (folder, name) -> {
            folder.deleteFile(name);
            return true;
          },
          () -> Files.deleteIfExists(file));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Does something in the folder of a file, relative to what was opened. */
  private static <T> T within(Path file, Step<T> step, Otherwise<T> otherwise) throws IOException {
    Path folder = parent(file);
    Path above = folder.getParent();
    if (above != null) {
      try (DirectoryStream<Path> opened = Files.newDirectoryStream(above)) {
        if (opened instanceof SecureDirectoryStream<Path> secure) {
          try (SecureDirectoryStream<Path> inner = open(secure, folder)) {
            return step.in(inner, file.getFileName());
          }
        }
      }
    }
    refuseLink(folder);
    return otherwise.now();
  }

  private static SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> above, Path folder)
      throws IOException {
    try {
      return above.newDirectoryStream(folder.getFileName(), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(folder.toString());
    } catch (FileSystemException e) {
      // What the system calls it differs, and helps nobody.
      throw Files.isSymbolicLink(folder) ? refused(folder) : e;
    }
  }

  /** Gives the group of something new what it may do where that lies. */
  private static void share(
      Set<PosixFilePermission> own, PosixFileAttributeView above, PosixFileAttributeView made)
      throws IOException {
    Set<PosixFilePermission> there = above.readAttributes().permissions();
    Set<PosixFilePermission> rights = EnumSet.copyOf(own);
    if (there.contains(PosixFilePermission.GROUP_READ)) {
      rights.add(PosixFilePermission.GROUP_READ);
    }
    if (there.contains(PosixFilePermission.GROUP_WRITE)) {
      rights.add(PosixFilePermission.GROUP_WRITE);
    }
    if (there.contains(PosixFilePermission.GROUP_EXECUTE)
        && own.contains(PosixFilePermission.OWNER_EXECUTE)) {
      rights.add(PosixFilePermission.GROUP_EXECUTE);
    }
    made.setPermissions(rights);
  }

  private static boolean supportsRights(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void refuseLink(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw refused(folder);
    }
  }

  private static FileSystemException refused(Path folder) {
    return new FileSystemException(
        folder.toString(),
        null,
        Files.isSymbolicLink(folder)
            ? "expected a folder, got a symbolic link, which is not followed"
            : "expected a folder, got something else");
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a path in a folder");
  }

  private interface Step<T> {
    T in(SecureDirectoryStream<Path> folder, Path name) throws IOException;
  }

  private interface Otherwise<T> {
    T now() throws IOException;
  }
}
