package io.mysimbdp.engine.console;

import io.mysimbdp.engine.admission.TenantUse.QuotaState;
import io.mysimbdp.engine.schedule.ServiceView;
import io.mysimbdp.engine.schedule.TenantView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine that says what a test has it say, and notes what it is told. */
final class FakeEngine implements ConsoleEngine {

  final List<String> told = new ArrayList<>();
  final Map<String, String> unservable = new LinkedHashMap<>();
  final List<QuotaState> quotas = new ArrayList<>();
  volatile @Nullable RuntimeException failure;
  volatile @Nullable RuntimeException failureOfLedger;
  private volatile @Nullable ServiceView view;

  void serves(InstantSource clock, TenantView... tenants) {
    view = new ServiceView(clock.instant(), false, 1, 4, List.of(tenants));
  }

  void stops(InstantSource clock) {
    view = new ServiceView(clock.instant(), true, 0, 4, List.of());
  }

  @Override
  public String id() {
    return "home/1/a";
  }

  @Override
  public Optional<ServiceView> view() {
    fail(failure);
    return Optional.ofNullable(view);
  }

  @Override
  public Map<String, String> unservable() {
    return unservable;
  }

  @Override
  public List<QuotaState> quotas(String tenant) {
    return quotas;
  }

  @Override
  public String suspend(String tenant, @Nullable String reason) {
    fail(failureOfLedger);
    told.add("suspend " + tenant + ": " + reason);
    return tenant + " is suspended";
  }

  @Override
  public String resume(String tenant) {
    fail(failureOfLedger);
    told.add("resume " + tenant);
    return tenant + " is resumed";
  }

  private static void fail(@Nullable RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }
}
