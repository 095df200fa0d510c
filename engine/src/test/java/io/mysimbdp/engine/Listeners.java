package io.mysimbdp.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a process listens, by Linux. */
public final class Listeners {

  private static final String LOOPBACK = "0100007F:";

  private Listeners() {}

  /** Returns the addresses of a process as the kernel has them. */
  public static List<String> of(long pid) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      for (String line :
          Files.readAllLines(
              Path.of("/proc/" + pid + "/net/" + table), StandardCharsets.US_ASCII)) {
        String[] words = line.trim().split("\\s+", -1);
        if (words.length > 9 && words[3].equals("0A") && ownsSocket(pid, words[9])) {
          addresses.add(words[1].replace("0000000000000000FFFF0000", ""));
        }
      }
    }
    return addresses;
  }

  /** Tells whether an address can be reached from this machine alone. */
  public static boolean isLoopback(String address) {
    return address.startsWith(LOOPBACK);
  }

  private static boolean ownsSocket(long pid, String inode) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.anyMatch(
          fd -> {
            try {
              return Files.readSymbolicLink(fd).toString().equals("socket:[" + inode + "]");
            } catch (IOException e) {
              return false;
            }
          });
    }
  }
}
