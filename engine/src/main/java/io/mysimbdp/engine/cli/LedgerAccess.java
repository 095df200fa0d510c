package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.ledger.Ledger;
import java.util.Set;

/**
 * What a command that asks the ledger has at hand.
 *
 * @param tenants the ids of those that were chosen
 */
record LedgerAccess(
    Ledger ledger, CassandraAccess cassandra, Installation installation, Set<String> tenants) {}
