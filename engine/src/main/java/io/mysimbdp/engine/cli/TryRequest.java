package io.mysimbdp.engine.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tried.
 *
 * @param jar the JAR
 * @param samples the files, each with a name of its own; at least one
 * @param conf the tenant.conf; null: the one that is nearest
 * @param plan the plan; null: what the installation says
 * @param rows how many rows of each table are shown
 * @param fullBytes the size of the whole file; null: nothing is to be estimated
 * @param isKept whether all of it stays
 */
record TryRequest(
    Path jar,
    List<Path> samples,
    @Nullable Path conf,
    @Nullable String plan,
    int rows,
    @Nullable Long fullBytes,
    boolean isKept) {

  TryRequest {
    samples = List.copyOf(samples);
  }
}
