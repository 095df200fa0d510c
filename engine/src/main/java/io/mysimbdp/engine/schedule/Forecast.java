package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.share.FairClock;
import io.mysimbdp.engine.staging.Staged;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pass that begins now would make of a tenant's complete files, if each of them gets done
 * and makes no rows that a quota counts. Immutable.
 */
public final class Forecast {

  /**
   * What is to become of a file.
   *
   * @param decision admitted, deferred or refused
   * @param batch the number of its batch, from 1; 0: none
   */
  public record Prospect(Decision decision, int batch) {}

  private final Map<String, Prospect> prospects;

  private Forecast(Map<String, Prospect> prospects) {
    this.prospects = prospects;
  }

  /**
   * Looks ahead.
   *
   * @param use what the tenant has used up; is charged as if the files had been run
   * @param ready its complete files that keep the rules for files, in the order of arrival
   * @param turnBytes a batch takes no more files once it has as many bytes
   */
  public static Forecast of(
      Tenant tenant, TenantUse use, List<Staged.Ready> ready, long turnBytes, Instant now) {
    Map<String, Prospect> prospects = new LinkedHashMap<>();
    TenantQueue queue =
        new TenantQueue(
            tenant,
            use,
            ready.stream()
                .map(file -> new WaitingFile(file.name(), file.location(), file.stamp()))
                .toList(),
            turnBytes,
            owner -> new FairClock<TenantQueue>().share(owner, tenant.profile().weight(), 0));
    int number = 1;
    while (queue.mayBegin()) {
      Optional<Batch> batch = queue.begin(now);
      if (batch.isPresent()) {
        for (WaitingFile file : batch.get().files()) {
          prospects.put(file.name(), new Prospect(Decision.ADMITTED, number));
          use.charge(new Charge(now, 1, file.stamp().sizeBytes(), 0));
        }
        queue.ended(batch.get(), List.of());
        number++;
      }
    }
    for (JudgedFile judged : queue.takeJudged()) {
      prospects.put(judged.file().name(), new Prospect(judged.decision(), 0));
    }
    return new Forecast(prospects);
  }

  /** Returns what is to become of a file; empty when it is none of those. */
  public Optional<Prospect> of(String fileName) {
    return Optional.ofNullable(prospects.get(fileName));
  }

  /** Returns how many files would be run. */
  public long admitted() {
    return prospects.values().stream().filter(each -> each.batch() > 0).count();
  }
}
