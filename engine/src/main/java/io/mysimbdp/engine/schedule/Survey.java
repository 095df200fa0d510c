package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.Staged;
import java.time.Instant;
import java.util.List;

/**
 * What lies in a staging directory that the service does not look through.
 *
 * @param at when it was looked at
 * @param files how many
 * @param unready how many of them are not complete, or no files to be ingested; 0 when there are
 *     very many, for then nobody has looked
 * @param bytes their size
 * @param isMore whether there are more
 * @param first the first of them in the order of arrival; none when there are very many
 */
record Survey(
    Instant at, long files, long unready, long bytes, boolean isMore, List<Staged> first) {

  Survey {
    first = List.copyOf(first);
  }
}
