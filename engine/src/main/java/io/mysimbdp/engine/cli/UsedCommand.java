package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.metering.Books;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.time.Period;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the commands have in common that ask what was used. A tenant that is no longer registered
 * can be asked about by its name: it still owes for its last month.
 */
abstract class UsedCommand extends TenantsCommand {

  UsedCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  @Override
  final Set<String> choose(List<String> named, Installation installation) {
    return named.isEmpty() ? super.choose(named, installation) : new LinkedHashSet<>(named);
  }

  /**
   * Returns what a tenant has used.
   *
   * @throws picocli.CommandLine.ParameterException when it is not registered, and has used nothing
   */
  final TenantUsage usage(LedgerAccess access, String tenant, Period period, Instant now) {
    return TenantUsage.of(
        books(access, tenant, period), access.installation().planOf(tenant).orElse(null), now);
  }

  /** Returns what is written down of a tenant; throws as {@link #usage}. */
  final Books books(LedgerAccess access, String tenant, Period period) {
    Books books = access.ledger().usage().books(tenant, period);
    if (books.isEmpty()) {
      TenantChoice.of(List.of(tenant), access.installation(), spec());
    }
    return books;
  }
}
