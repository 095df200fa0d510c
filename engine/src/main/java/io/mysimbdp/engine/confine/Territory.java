package io.mysimbdp.engine.confine;

import io.mysimbdp.engine.config.NamePatterns;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/**
 * What one run may touch outside of itself.
 *
 * @param tenant the id of its tenant
 * @param folder the tenant's folder, which its app may read
 * @param scratch a folder of the run alone, where its app may do as it likes; made when needed
 * @param network what it may connect to, {@code host:port}
 * @param threads the most threads at a time
 * @param log where what it prints goes
 */
public record Territory(
    String tenant, Path folder, Scratch scratch, NamePatterns network, int threads, Logger log) {

  /** Tells whether the run may connect. */
  boolean reaches(String host, int port) {
    return network.allow(host + ":" + port);
  }

  /** Tells whether the run may look a host up. */
  boolean knows(String host) {
    return network.patterns().stream()
        .map(target -> target.substring(0, target.lastIndexOf(':')))
        .anyMatch(pattern -> new NamePatterns(List.of(pattern)).allow(host));
  }

  /** Returns the roots below which the run may read. */
  List<Path> readable() {
    return List.of(folder, scratch.path());
  }

  /** Returns the roots below which the run may write. */
  List<Path> writable() {
    return List.of(scratch.path());
  }
}
