package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.util.List;

/**
 * When batches of a tenant may begin: in a minute that every group allows.
 *
 * @param groups those of the platform, of the provider and of the tenant, where they have some;
 *     empty: at any time
 */
public record RunWindows(List<Group> groups) implements Serializable {

  /** Copies. */
  public RunWindows {
    groups = List.copyOf(groups);
  }

  /** Returns the windows that are always open. */
  public static RunWindows always() {
    return new RunWindows(List.of());
  }

  /**
   * Windows that one party has set: open in each minute that one of them matches.
   *
   * @param crons cron expressions of five fields; at least one
   * @param zone the time zone they are read in
   * @param source who has set them, with file and line
   */
  public record Group(List<String> crons, String zone, String source) implements Serializable {

    /** Copies. */
    public Group {
      crons = List.copyOf(crons);
    }
  }
}
