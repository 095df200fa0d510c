package io.mysimbdp.engine.config;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts a new text in the place of an old one, in one step and with the same rights. */
final class ConfigEdit {

  private final Path file;
  private final String before;
  private final String after;

  ConfigEdit(Path file, String before, String after) {
    this.file = file;
    this.before = before;
    this.after = after;
  }

  /**
   * Shows the new text, in a file beside the old one, to a check that may refuse it by an
   * exception.
   */
  void tryOut(Consumer<Path> check) {
    Path temporary = beside();
    try {
      check.accept(temporary);
    } finally {
      delete(temporary);
    }
  }

  /** As {@link #tryOut}, and then keeps the new text; returns what the check has returned. */
  <T> T write(Function<Path, T> check) {
    Path temporary = beside();
    try {
      T result = check.apply(temporary);
      copyRights(temporary);
      if (!Files.readString(file).equals(before)) {
        throw new EngineException(
            FailureCode.CONFIG_INVALID,
            file + " was changed by somebody else just now; nothing was done, try again");
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      delete(temporary);
    }
  }

  private Path beside() {
    Path folder = file.resolveSibling(".");
    try {
      Path temporary = Files.createTempFile(folder.normalize(), ".engine.conf.", ".tmp");
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(after.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      return temporary;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void copyRights(Path temporary) throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (old == null || view == null) {
      return;
    }
    PosixFileAttributes rights = old.readAttributes();
    PosixFileAttributes own = view.readAttributes();
    if (!own.group().equals(rights.group())) {
      view.setGroup(rights.group());
    }
    if (!own.owner().equals(rights.owner())) {
      view.setOwner(rights.owner());
    }
    view.setPermissions(rights.permissions());
  }

  private EngineException unwritable(IOException e) {
    return new EngineException(FailureCode.DISK, "Cannot write " + file + ": " + e, e);
  }

  private void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
