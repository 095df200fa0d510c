package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Which files of a tenant are ingested, and when they are complete.
 *
 * @param patterns glob patterns; a staged file that matches none is refused
 * @param extensions the extensions allowed, lower case, without dot and without that of a
 *     compression
 * @param compressions the names of the compressions allowed: none, gzip, zstd
 * @param completion what shows that a file is complete
 * @param quietPeriod how long a file must not have changed before it counts as complete
 * @param markerSuffix what a marker's name has behind the name of its file
 * @param minBytes a smaller file is refused, as staged
 * @param maxBytes a larger file is refused, as staged
 * @param maxExpandedBytes a file that expands to more is refused
 * @param maxExpansionRatio a file that expands to more than this many times its size is refused;
 *     infinite: any may
 * @param maxRecords a file with more records is refused
 * @param minColumns a file with fewer columns is refused
 * @param maxColumns a file with more columns is refused
 * @param header what the header must look like
 */
public record FileRules(
    List<String> patterns,
    NamePatterns extensions,
    NamePatterns compressions,
    Completion completion,
    Duration quietPeriod,
    String markerSuffix,
    long minBytes,
    long maxBytes,
    long maxExpandedBytes,
    double maxExpansionRatio,
    long maxRecords,
    int minColumns,
    int maxColumns,
    HeaderRule header)
    implements Serializable {

  /** Copies. */
  public FileRules {
    patterns = List.copyOf(patterns);
  }

  /** What shows that a file is complete. */
  public enum Completion {
    /** It has not been changed for the quiet period. */
    QUIET,
    /** A marker lies beside it. */
    MARKER
  }

  /**
   * What the header must look like.
   *
   * @param required the names that must be there
   * @param order whether they must come in this order
   * @param others whether there may be other columns
   */
  public record HeaderRule(List<String> required, Order order, boolean others)
      implements Serializable {

    /** Copies. */
    public HeaderRule {
      required = List.copyOf(required);
    }

    /** The order of the required columns. */
    public enum Order {
      /** Any. */
      FREE,
      /** As listed. */
      FIXED
    }
  }
}
