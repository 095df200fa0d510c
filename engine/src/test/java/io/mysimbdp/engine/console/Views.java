package io.mysimbdp.engine.console;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileWait;
import io.mysimbdp.engine.schedule.FilesWaiting;
import io.mysimbdp.engine.schedule.ServiceTally;
import io.mysimbdp.engine.schedule.TenantView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tenants as a service describes them, for tests. */
final class Views {

  private static final FilesWaiting NOTHING = new FilesWaiting(0, 0, false, 0, null, List.of());

  private Views() {}

  static TenantView idle(String tenant) {
    return view(tenant, null, NOTHING, 0, List.of(), tally(tenant, 0, null));
  }

  static TenantView running(String tenant, long done) {
    return view(tenant, null, NOTHING, 1, List.of(), tally(tenant, done, null));
  }

  static TenantView waiting(String tenant, FileWait... files) {
    long bytes = 0;
    for (FileWait file : files) {
      Long size = file.bytes();
      bytes += size == null ? 0 : size;
    }
    FilesWaiting waiting =
        new FilesWaiting(files.length, 0, false, bytes, files[0].modified(), List.of(files));
    return view(tenant, null, waiting, 0, List.of(), tally(tenant, 0, null));
  }

  static TenantView held(String tenant, FileWait file) {
    Long size = file.bytes();
    return view(
        tenant,
        new TenantView.Hold(file.cause(), file.reason(), file.until()),
        new FilesWaiting(1, 0, true, size == null ? 0 : size, file.modified(), List.of(file)),
        0,
        List.of(),
        tally(tenant, 0, null));
  }

  static TenantView limited(String tenant, TenantUse.Amount... quotas) {
    return view(tenant, null, NOTHING, 0, List.of(quotas), tally(tenant, 0, null));
  }

  static TenantView inTrouble(String tenant, String trouble) {
    return view(tenant, null, NOTHING, 0, List.of(), tally(tenant, 0, trouble));
  }

  private static TenantView view(
      String tenant,
      TenantView.@Nullable Hold hold,
      FilesWaiting waiting,
      int running,
      List<TenantUse.Amount> quotas,
      ServiceTally tally) {
    return new TenantView(
        tenant, "free", TenantView.Phase.OPEN, hold, waiting, running, quotas, tally);
  }

  private static ServiceTally tally(String tenant, long done, @Nullable String trouble) {
    return new ServiceTally(
        tenant, done, 0, 0, 0, 0, new Counts(10 * done, 10 * done, 0, 0, 100 * done), trouble);
  }
}
