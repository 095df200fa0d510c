package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Claim;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantAdmission;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.share.FairClock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The files of one tenant that wait, in the order of arrival. Not safe for several threads. */
final class TenantQueue {

  private static final String SUSPENDED = "suspended";

  private final FairClock.Share<TenantQueue> share;
  private final long turnBytes;
  private Tenant tenant;
  private TenantUse use;
  private TenantAdmission admission;
  private final Deque<WaitingFile> files;
  private final Deque<WaitingFile> parked = new ArrayDeque<>();
  private final List<JudgedFile> judged = new ArrayList<>();
  private int running;
  private boolean stalled;
  // Whether its own limits, and not a lack of files, have kept it from the next batch.
  private boolean held;

  /**
   * Makes a queue.
   *
   * @param files the complete files in the order of arrival
   * @param turnBytes a batch takes no more files once it has as many bytes
   * @param share gives the queue its share
   */
  TenantQueue(
      Tenant tenant,
      TenantUse use,
      List<WaitingFile> files,
      long turnBytes,
      Function<TenantQueue, FairClock.Share<TenantQueue>> share) {
    this.tenant = tenant;
    this.use = use;
    this.turnBytes = turnBytes;
    this.admission = new TenantAdmission(tenant.profile());
    this.files = new ArrayDeque<>(files);
    this.share = share.apply(this);
    deferSuspended();
  }

  private void deferSuspended() {
    String suspension = tenant.suspension();
    if (suspension != null) {
      deferAll(new Decision.Deferred(SUSPENDED, "not suspended", SUSPENDED, null, suspension));
    }
  }

  Tenant tenant() {
    return tenant;
  }

  long heapBytes() {
    return tenant.profile().heapBytes();
  }

  FairClock.Share<TenantQueue> share() {
    return share;
  }

  TenantUse use() {
    return use;
  }

  int running() {
    return running;
  }

  int waiting() {
    return files.size() + parked.size();
  }

  /** Adds up the files that wait, the next one first. */
  void addTo(WaitingSum sum) {
    String reason = whyItWaits();
    int before = 0;
    for (WaitingFile file : files) {
      int place = before;
      sum.add(file.stamp(), () -> turn(file, place == 0 ? reason : reason + behind(place)));
      before++;
    }
    for (WaitingFile file : parked) {
      sum.add(
          file.stamp(),
          () -> turn(file, "it was set back, and waits for a batch of its tenant to end"));
    }
  }

  private String whyItWaits() {
    int most = tenant.profile().limits().concurrentBatches();
    if (running >= most) {
      return "it waits for a batch of its tenant to end, which has "
          + running
          + " under way and may have no more";
    }
    return stalled
        ? "it waits for a batch of its tenant to end, for what is left of a quota is set aside"
        : "it waits for its turn among the tenants";
  }

  private static String behind(int files) {
    return "; " + files + (files == 1 ? " file" : " files") + " of its tenant before it";
  }

  private static FileWait turn(WaitingFile file, String reason) {
    return FileWait.of(file.name(), file.stamp(), FileWait.Cause.TURN, reason, null);
  }

  /** Returns what it may catch up with, when it may begin a batch again. */
  double takeCredit() {
    double credit = held ? turnBytes : 0;
    held = false;
    return credit;
  }

  boolean mayBegin() {
    boolean may =
        !stalled && !files.isEmpty() && running < tenant.profile().limits().concurrentBatches();
    held = held || (!may && waiting() > 0);
    return may;
  }

  void offer(List<WaitingFile> more) {
    files.addAll(more);
    deferSuspended();
  }

  /** Takes over what is set aside: the batches under way go on. */
  void replace(Tenant newTenant, TenantUse newUse) {
    tenant = newTenant;
    use = newUse;
    admission = new TenantAdmission(newTenant.profile());
    stalled = false;
    deferSuspended();
  }

  /** Forms a batch of the files at the head that may run; empty when none may. */
  Optional<Batch> begin(Instant now) {
    Limits limits = tenant.profile().limits();
    List<WaitingFile> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < limits.batchFiles() && !files.isEmpty()) {
      WaitingFile file = files.getFirst();
      long size = file.stamp().sizeBytes();
      if (!batch.isEmpty()
          && (bytes + size > limits.batchBytes()
              || bytes >= turnBytes
              || file.alone()
              || batch.get(0).alone())) {
        break;
      }
      Decision decision = admission.judge(new Claim(size, use, now));
      if (decision instanceof Decision.Refused) {
        judged.add(new JudgedFile(files.removeFirst(), decision));
      } else if (decision instanceof Decision.Deferred deferred) {
        if (batch.isEmpty()) {
          waitFor(deferred);
        }
        break;
      } else {
        use.setAside(size);
        bytes += size;
        batch.add(files.removeFirst());
      }
    }
    if (batch.isEmpty()) {
      return Optional.empty();
    }
    running++;
    return Optional.of(new Batch(tenant, use, batch));
  }

  void ended(Batch batch, List<WaitingFile> setBack) {
    batch.files().forEach(file -> batch.use().giveBack(file.stamp().sizeBytes()));
    running--;
    stalled = false;
    // What another batch has set back can be looked at again now that this one has ended; what this
    // one has set back may wait for another, for the content of a file that is being run just now.
    unpark();
    parked.addAll(setBack);
    if (running == 0) {
      unpark();
    }
  }

  List<JudgedFile> takeJudged() {
    List<JudgedFile> taken = List.copyOf(judged);
    judged.clear();
    return taken;
  }

  List<WaitingFile> drain() {
    unpark();
    List<WaitingFile> left = List.copyOf(files);
    files.clear();
    return left;
  }

  private void unpark() {
    while (!parked.isEmpty()) {
      files.addFirst(parked.removeLast());
    }
  }

  /** Arrival is kept: a large file that waits for its quota is not overtaken until it starves. */
  private void waitFor(Decision.Deferred decision) {
    if (running > 0) {
      // A batch that ends may give back what it has set aside.
      stalled = true;
    } else {
      deferAll(decision);
    }
  }

  private void deferAll(Decision.Deferred decision) {
    boolean isOfFirstFile = decision.rule().startsWith("limits.");
    String first = files.isEmpty() ? "" : files.getFirst().name();
    for (WaitingFile file : files) {
      boolean isBehind = isOfFirstFile && !file.name().equals(first);
      judged.add(
          new JudgedFile(
              file,
              isBehind
                  ? new Decision.Deferred(
                      decision.rule(),
                      decision.limit(),
                      decision.actual(),
                      decision.notBefore(),
                      "it waits behind " + first + ": " + decision.reason())
                  : decision));
    }
    files.clear();
  }
}
