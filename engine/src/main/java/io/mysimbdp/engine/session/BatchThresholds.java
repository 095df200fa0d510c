package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From where on Cassandra warns, in its log, of a batch that spans partitions. It refuses ten times
 * as much, unless somebody has set that otherwise.
 *
 * @param warnBytes the size of a batch, as Cassandra counts it; at least 1
 * @param warnPartitions the partitions in an unlogged batch; at least 1
 */
public record BatchThresholds(int warnBytes, int warnPartitions) {

  /** What Cassandra comes with. */
  public static final BatchThresholds DEFAULT = new BatchThresholds(5 << 10, 10);

  private static final Logger LOG = LoggerFactory.getLogger(BatchThresholds.class);

  // "5KiB" since Cassandra 4.1; before, the unit was in the name.
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)?");
  private static final String WARN_BYTES = "batch_size_warn_threshold";
  private static final String WARN_KIBIBYTES = "batch_size_warn_threshold_in_kb";
  private static final String FAIL_BYTES = "batch_size_fail_threshold";
  private static final String FAIL_KIBIBYTES = "batch_size_fail_threshold_in_kb";
  private static final String WARN_PARTITIONS = "unlogged_batch_across_partitions_warn_threshold";

  /** Checks. */
  public BatchThresholds {
    if (warnBytes < 1 || warnPartitions < 1) {
      throw new IllegalArgumentException("Not a threshold: " + warnBytes + ", " + warnPartitions);
    }
  }

  /**
   * Asks a node, which stands for all: they are configured alike.
   *
   * @return empty where it does not tell, for example because the session's user may not know
   */
  public static Optional<BatchThresholds> read(CqlSession session) {
    try {
      Map<String, String> settings = new HashMap<>();
      for (Row row : session.execute("SELECT name, value FROM system_views.settings")) {
        settings.put(String.valueOf(row.getString("name")), String.valueOf(row.getString("value")));
      }
      return Optional.of(of(settings));
    } catch (DriverException e) {
      LOG.debug("The thresholds for batches are taken to be the usual ones", e);
      return Optional.empty();
    }
  }

  /** Returns the thresholds that are among a node's settings. */
  static BatchThresholds of(Map<String, String> settings) {
    long warn =
        Math.min(
            bytes(settings, WARN_BYTES, WARN_KIBIBYTES, DEFAULT.warnBytes),
            bytes(settings, FAIL_BYTES, FAIL_KIBIBYTES, Integer.MAX_VALUE));
    long partitions = number(settings.get(WARN_PARTITIONS), 1, DEFAULT.warnPartitions);
    return new BatchThresholds(
        (int) Math.max(1, Math.min(warn, Integer.MAX_VALUE)),
        (int) Math.max(1, Math.min(partitions, Integer.MAX_VALUE)));
  }

  private static long bytes(
      Map<String, String> settings, String name, String nameWithUnit, long otherwise) {
    return number(settings.get(name), 1, number(settings.get(nameWithUnit), 1 << 10, otherwise));
  }

  private static long number(@Nullable String text, long unit, long otherwise) {
    Matcher matcher = SIZE.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      return otherwise;
    }
    long factor =
        switch (String.valueOf(matcher.group(2))) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          case "B" -> 1;
          default -> unit;
        };
    return Long.parseLong(matcher.group(1)) * factor;
  }
}
