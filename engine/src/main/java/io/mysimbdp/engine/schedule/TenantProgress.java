package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.staging.Staged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pass has made of a tenant so far. Not safe for several threads. */
final class TenantProgress {

  private final Tenant tenant;
  private final List<FileOutcome> outcomes = new ArrayList<>();
  private final Map<String, Instant> settling = new LinkedHashMap<>();
  private final Map<String, String> unmarked = new LinkedHashMap<>();
  private @Nullable TenantUse use;
  private @Nullable String failure;

  TenantProgress(Tenant tenant) {
    this.tenant = tenant;
  }

  Tenant tenant() {
    return tenant;
  }

  /** Returns what tells a file of this tenant from those of all others. */
  String key(String fileName) {
    return tenant.id() + "/" + fileName;
  }

  /** Returns what the tenant has used up; empty when that cannot be known. */
  Optional<TenantUse> use() {
    return Optional.ofNullable(use);
  }

  void use(TenantUse known) {
    use = known;
  }

  void failed(String why) {
    failure = why;
  }

  void add(FileOutcome outcome) {
    outcomes.add(outcome);
  }

  /** Forgets which files were settling. */
  void scanAgain() {
    settling.clear();
  }

  void settling(Staged.Settling file) {
    settling.put(file.name(), file.completeAt());
  }

  void unmarked(Staged.Unmarked file) {
    unmarked.put(file.name(), file.reason());
  }

  List<String> settlingKeys() {
    return settling.keySet().stream().map(this::key).toList();
  }

  Optional<Instant> latestSettling() {
    return settling.values().stream().max(Instant::compareTo);
  }

  void addStopped(List<WaitingFile> files) {
    files.forEach(file -> addWaiting(file.name(), "the engine was stopped before its turn"));
  }

  void reportSettling() {
    long quietMillis = tenant.profile().files().quietPeriod().toMillis();
    settling
        .keySet()
        .forEach(
            name ->
                addWaiting(
                    name,
                    "it was changed less than files.quiet-period = "
                        + quietMillis
                        + " ms ago and may still be written to"));
    unmarked.forEach(this::addWaiting);
  }

  private void addWaiting(String name, String reason) {
    outcomes.add(new FileOutcome(name, FileOutcome.State.WAITING, Counts.ZERO, reason));
  }

  TenantOutcome outcome() {
    return new TenantOutcome(tenant.id(), outcomes, failure);
  }
}
