package io.mysimbdp.engine.report;

import io.mysimbdp.engine.estimate.Estimate;
import io.mysimbdp.engine.estimate.Measured;
import io.mysimbdp.engine.quarantine.RejectSamples;
import io.mysimbdp.engine.sandbox.TablePreview;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a try of a JAR came to.
 *
 * @param jar the JAR, as it was given
 * @param plan the plan that it was tried on; null: none
 * @param profile where the profile comes from, for people
 * @param notes what else is to be known, a sentence each
 * @param summary of the run, with its one tenant
 * @param tables what lies in Cassandra
 * @param rejects by file and kind
 * @param measured the figures of the files that were ingested
 * @param estimate for the whole file; null: nobody asked, or nothing follows
 * @param kept the keyspace that stays; null: nothing does
 */
public record Tried(
    String jar,
    @Nullable String plan,
    String profile,
    List<String> notes,
    Summary summary,
    List<TablePreview> tables,
    List<RejectSamples> rejects,
    Measured measured,
    @Nullable Estimate estimate,
    @Nullable String kept) {

  /** Checks and copies. */
  public Tried {
    Objects.requireNonNull(jar, "jar");
    notes = List.copyOf(notes);
    tables = List.copyOf(tables);
    rejects = List.copyOf(rejects);
  }
}
