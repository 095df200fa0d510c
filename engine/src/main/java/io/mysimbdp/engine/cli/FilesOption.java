package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.ledger.LedgerEntry;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose among the files of the ledger. */
final class FilesOption {

  @Mixin private final SinceOption since = new SinceOption();

  @Option(
      names = "--file",
      paramLabel = "NAME",
      description = "Only files of this name, or with this digest of their content.")
  private @Nullable String file;

  /** Returns what is known of the files that are asked for, tenant by tenant, the newest first. */
  Stream<LedgerEntry> of(LedgerAccess access, Instant now) {
    Instant from = since.from(now);
    return access.tenants().stream()
        .flatMap(tenant -> access.ledger().files(tenant, from).stream())
        .filter(
            entry ->
                file == null || entry.name().equals(file) || entry.contentSha256().equals(file));
  }
}
