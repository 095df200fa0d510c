package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.time.Backoff;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where one tenant stands with the service. A plain notebook of {@link IngestService}'s thread. */
final class Serving {

  /** How near to each other two looks at a staging directory may be. */
  private static final Duration SCAN_INTERVAL = Duration.ofMillis(250);

  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  Tenant tenant;
  // What it is to be when nothing is under way that stands in its way.
  @Nullable Tenant successor;
  TenantView.Phase phase = TenantView.Phase.IDLE;
  @Nullable HeldLease lease;
  @Nullable TenantUse use;
  TenantDoor.Pin pin;
  TenantDoor.@Nullable Pin successorPin;
  boolean leaving;
  boolean scanning;
  // More files were found than are kept in mind.
  boolean overflowing;
  final SeenFiles files;
  ServiceTally tally;
  // Why it cannot be opened, and why its staging directory cannot be looked at: that the one has
  // gone
  // well says nothing about the other.
  @Nullable String trouble;
  @Nullable String scanTrouble;
  int openFailures;
  Instant openNotBefore = Instant.MIN;
  Instant idleSince = Instant.MIN;
  // Its files wait until then, for a quota or a window.
  Instant heldUntil = Instant.MIN;
  Decision.@Nullable Deferred heldBy;
  final HeldFiles held = new HeldFiles();
  // Those that the last look has found not to be complete.
  WaitingSum incomplete = new WaitingSum();
  @Nullable Survey survey;
  // When the staging directory had been modified last as it was looked at; null: one cannot tell,
  // for it was just then.
  private @Nullable FileTime modified;
  private boolean stale = true;
  private Instant scannedAt = Instant.MIN;
  private Instant lookAt = Instant.MAX;

  Serving(Tenant tenant, TenantDoor.Pin pin, Backoff retries) {
    this.tenant = tenant;
    this.pin = pin;
    this.files = new SeenFiles(retries);
    this.tally = ServiceTally.none(tenant.id());
  }

  /** Makes it another one, for the batches that begin from now on. */
  void become(Tenant other, TenantDoor.Pin pinOfOther) {
    pin.close();
    tenant = other;
    pin = pinOfOther;
    forgetSuccessor(pinOfOther != successorPin);
  }

  /** Tells whether the one that it is to become has the same quotas; when there is none, it has. */
  boolean keepsItsQuotas() {
    return successor == null || successor.profile().limits().isSameQuota(tenant.profile().limits());
  }

  /** Has its files wait; until when is known best by whoever defers them longest. */
  void hold(Decision.Deferred decision, Instant until) {
    if (until.isAfter(heldUntil)) {
      heldUntil = until;
      heldBy = decision;
    }
  }

  /** Its files need not wait any more, as far as is known. */
  void release() {
    heldUntil = Instant.MIN;
    heldBy = null;
  }

  /** Nothing lies in its staging directory: what was known of files there is so no more. */
  void nothingStaged() {
    trouble = null;
    held.clear();
    incomplete = new WaitingSum();
    files.retain(Set.of());
  }

  /** Tells whether nothing is done for it, for a reason that all its files share. */
  boolean isKeptOut(Instant now) {
    return phase == TenantView.Phase.IDLE && hold(now) != null;
  }

  /** Returns what all its files wait for; null: nothing. */
  TenantView.@Nullable Hold hold(Instant now) {
    String suspension = tenant.suspension();
    if (suspension != null) {
      return new TenantView.Hold(FileWait.Cause.SUSPENDED, suspension, null);
    }
    if (trouble != null && openNotBefore.isAfter(now)) {
      return new TenantView.Hold(FileWait.Cause.TROUBLE, trouble, openNotBefore);
    }
    return heldBy == null || !heldUntil.isAfter(now)
        ? null
        : new TenantView.Hold(HeldFiles.cause(heldBy), heldBy.reason(), heldBy.notBefore());
  }

  /** Returns what has become of its files, and how many wait. */
  ServiceTally tally(Batches batches) {
    String id = tenant.id();
    long waiting = files.waitingToBeRetried() + (batches.has(id) ? batches.waiting(id) : 0);
    return tally.now(waiting, trouble == null ? scanTrouble : trouble);
  }

  /** Counts what has become of files. */
  void note(List<FileOutcome> outcomes) {
    for (FileOutcome outcome : outcomes) {
      tally = tally.plus(outcome);
    }
  }

  /** Has it become another one as soon as nothing stands in the way. */
  void succeedBy(Tenant other, TenantDoor.Pin pinOfOther) {
    forgetSuccessor(true);
    successor = other;
    successorPin = pinOfOther;
  }

  /** Makes it the other one that it was to become, if there is one. */
  void succeed() {
    if (successor != null && successorPin != null) {
      become(successor, successorPin);
    }
  }

  /** Keeps no version of its app any more. */
  void letGo() {
    pin.close();
    forgetSuccessor(true);
  }

  private void forgetSuccessor(boolean isUnpinned) {
    if (successorPin != null && isUnpinned) {
      successorPin.close();
    }
    successor = null;
    successorPin = null;
  }

  /** Something may have changed in its staging directory. */
  void changed() {
    stale = true;
  }

  /** Something is to be looked at then. */
  void lookAt(Instant when) {
    if (when.isBefore(lookAt)) {
      lookAt = when;
    }
  }

  /** Tells whether its staging directory is to be looked at now. */
  boolean isDue(Instant now) {
    if (!lookAt.isAfter(now)) {
      stale = true;
      lookAt = Instant.MAX;
    }
    return stale && !now.isBefore(dueAt());
  }

  private Instant dueAt() {
    Instant due = scannedAt.equals(Instant.MIN) ? scannedAt : scannedAt.plus(SCAN_INTERVAL);
    due = later(due, heldUntil);
    return phase == TenantView.Phase.IDLE ? later(due, openNotBefore) : due;
  }

  /** Returns when it is to be looked at next, if nothing happens before. */
  Instant nextLook() {
    return stale ? dueAt() : lookAt;
  }

  /** A look begins now: what changes from now on makes another one. */
  void looking(Instant now) {
    stale = false;
    scannedAt = now;
    FileTime time = tenant.staging().stagingModified().orElse(null);
    // The clock of a file system may be coarse: of two changes at one time the second hides.
    boolean isSettled = time != null && time.toInstant().isBefore(now.minus(COARSEST_CLOCK));
    modified = isSettled ? time : null;
  }

  /**
   * Returns what tells, on any thread, whether the staging directory has changed since the look.
   */
  BooleanSupplier change() {
    FileTime before = modified;
    StagingArea area = tenant.staging();
    return () -> before == null || !area.stagingModified().map(before::equals).orElse(false);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
