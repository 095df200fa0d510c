package io.mysimbdp.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a folder of JARs and POMs a repository that can be asked: with the checksums that Maven
 * looks for, without what it notes in local ones.
 */
final class Repository {

  private static final Set<String> LOCAL =
      Set.of("_remote.repositories", "maven-metadata-local.xml");

  private static final Map<String, String> ALGORITHMS =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256");

  private Repository() {}

  /** Does it; what it has written before is written anew. */
  static void complete(Path repository) throws IOException {
    for (Path file : files(repository)) {
      if (LOCAL.contains(String.valueOf(file.getFileName()))) {
        Files.delete(file);
        continue;
      }
      byte[] content = Files.readAllBytes(file);
      if (file.toString().endsWith(".pom")
          && new String(content, StandardCharsets.UTF_8).contains("<parent>")) {
        throw new IOException(
            file.getFileName()
                + " needs a parent that is not published: set flatten.skip to false");
      }
      for (Map.Entry<String, String> each : ALGORITHMS.entrySet()) {
        Files.writeString(
            file.resolveSibling(file.getFileName() + "." + each.getKey()),
            HexFormat.of().formatHex(digest(each.getValue()).digest(content)));
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(each -> ALGORITHMS.keySet().stream().noneMatch(each.toString()::endsWith))
          .toList();
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
