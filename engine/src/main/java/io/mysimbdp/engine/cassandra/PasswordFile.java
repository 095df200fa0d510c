package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The file by which a server knows who may manage it: one user, with a password that is new with
 * each start. Whoever may read it may manage the server, so only its owner can.
 */
final class PasswordFile {

  private static final String USER = "engine";
  private static final int SECRET_BYTES = 32;

  private final Path path;

  PasswordFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Puts a new password in the place of the one before. */
  void renew() throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Files.deleteIfExists(path);
    // Closed to others from its first moment.
    try (ByteChannel out =
        Files.newByteChannel(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      String line = USER + " " + HexFormat.of().formatHex(secret) + "\n";
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Returns how to log in to a server; nothing when it was started before there were passwords. */
  Optional<ManagementLogin> login(Node node) {
    try {
      String[] words = Files.readString(path).strip().split(" ", 2);
      return words.length == 2
          ? Optional.of(new ManagementLogin(node.jmxPort(), words[0], words[1]))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot read " + path + ": " + e, e);
    }
  }
}
