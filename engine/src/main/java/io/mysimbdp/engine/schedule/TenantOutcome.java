package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.run.Counts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pass made of one tenant.
 *
 * @param tenant its id
 * @param files what became of each of its files, in the order in which they ended
 * @param failure one sentence why the tenant as a whole could not be served; null when it could
 */
public record TenantOutcome(String tenant, List<FileOutcome> files, @Nullable String failure) {

  /** Copies. */
  public TenantOutcome {
    files = List.copyOf(files);
  }

  /** Returns a tenant that could not be served at all. */
  public static TenantOutcome failed(String tenant, String failure) {
    return new TenantOutcome(tenant, List.of(), failure);
  }

  /** Returns the sums over its files. */
  public Counts counts() {
    return files.stream().map(FileOutcome::counts).reduce(Counts.ZERO, Counts::plus);
  }
}
