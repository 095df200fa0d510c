package io.mysimbdp.engine.console;

import io.mysimbdp.engine.admission.TenantUse.QuotaState;
import io.mysimbdp.engine.schedule.ServiceView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the console asks the engine, and has it do. Called on several threads. */
public interface ConsoleEngine {

  /** Returns the name of the engine, as the ledger knows it. */
  String id();

  /**
   * Returns how the service stands; empty: it has not begun.
   *
   * @throws InterruptedException when interrupted
   */
  Optional<ServiceView> view() throws InterruptedException;

  /** Returns the registered tenants that are not served, with the reason in a sentence. */
  Map<String, String> unservable();

  /**
   * Returns how the limited quotas of a tenant stand by the ledger.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when it cannot be reached
   */
  List<QuotaState> quotas(String tenant);

  /**
   * Suspends a tenant in the ledger, as an operator.
   *
   * @param reason why; null: no reason is given
   * @return what holds now, in a sentence
   * @throws io.mysimbdp.engine.failure.EngineException when the ledger cannot be reached
   */
  String suspend(String tenant, @Nullable String reason);

  /**
   * Lets a tenant be served again, as far as the ledger says so.
   *
   * @return what holds now, in a sentence
   * @throws io.mysimbdp.engine.failure.EngineException when the ledger cannot be reached
   */
  String resume(String tenant);
}
