package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.staging.StagingDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what lies in the staging directories of tenants that may run nothing, which the service
 * itself does not look through: only because somebody has asked how things stand. Its methods are
 * for the thread of the service.
 */
final class Surveys {

  private static final EventLog EVENTS = EventLog.of(Surveys.class);
  private static final Logger LOG = LoggerFactory.getLogger(Surveys.class);

  /** A directory is not looked at again before that. */
  private static final Duration AGE = Duration.ofSeconds(10);

  private static final int MOST_COUNTED = 10_000;

  private final ServiceLoop loop;
  private final ExecutorService thread = ServiceLoop.threads("survey", 1);
  private boolean isBusy;

  Surveys(ServiceLoop loop) {
    this.loop = loop;
  }

  /** Has those directories looked at of which nothing is known, or only what was long ago. */
  void refresh(Collection<Serving> tenants, Instant now) {
    if (isBusy) {
      return;
    }
    Map<Serving, Tenant> due = new LinkedHashMap<>();
    for (Serving serving : tenants) {
      Survey known = serving.survey;
      if (serving.isKeptOut(now) && (known == null || !known.at().plus(AGE).isAfter(now))) {
        due.put(serving, serving.tenant);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    isBusy = true;
    thread.execute(() -> look(due));
  }

  private void look(Map<Serving, Tenant> due) {
    Map<Serving, Survey> found = new LinkedHashMap<>();
    try {
      due.forEach((serving, tenant) -> found.put(serving, look(tenant)));
    } catch (RuntimeException | Error e) {
      EVENTS.defect(About.platform(), "Staging directories cannot be counted, for a defect", e);
    } finally {
      loop.hand(
          () -> {
            isBusy = false;
            found.forEach((serving, survey) -> serving.survey = survey);
          });
    }
  }

  private Survey look(Tenant tenant) {
    StagingArea area = tenant.staging();
    FileRules rules = tenant.profile().files();
    Instant now = loop.now();
    try {
      StagingDirectory.Tally tally = area.tally(rules, MOST_COUNTED);
      List<Staged> all =
          tally.files() == 0 || tally.isMore() ? List.of() : area.scan(rules, loop.clock());
      return new Survey(
          now,
          tally.files(),
          all.stream().filter(staged -> !(staged instanceof Staged.Ready)).count(),
          tally.bytes(),
          tally.isMore(),
          all.stream().limit(FilesWaiting.MOST_NAMED).toList());
    } catch (EngineException e) {
      LOG.debug("{}: {}", tenant.id(), e.getMessage());
      return new Survey(now, 0, 0, 0, false, List.of());
    }
  }

  void stop() {
    thread.shutdownNow();
  }
}
