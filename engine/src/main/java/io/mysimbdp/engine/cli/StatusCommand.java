package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Leases;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.report.TextTable;
import io.mysimbdp.engine.run.ResumePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code engine status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Prints how things stand: who serves each tenant, how many of its files are staged, running,"
          + " done, failed and refused, and how far those have come that are not done."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  engine status", "  engine status --tenant toys --since 24h --output json"})
final class StatusCommand extends LedgerCommand {

  @Mixin private final SinceOption since = new SinceOption();

  StatusCommand(Console console, Map<String, String> environment) {
    super(console, environment);
  }

  private record Status(
      String tenant,
      Leases.Holder lease,
      int staged,
      Map<FileState, Long> states,
      List<LedgerEntry> unfinished) {}

  @Override
  ExitCode answer(LedgerAccess access) {
    Ledger ledger = access.ledger();
    Instant from = since.from(clock().instant());
    List<Status> all = new ArrayList<>();
    for (String tenant : access.tenants()) {
      Map<FileState, Long> states = new EnumMap<>(FileState.class);
      List<LedgerEntry> unfinished = new ArrayList<>();
      for (LedgerEntry entry : ledger.files(tenant, from)) {
        states.merge(entry.state(), 1L, Long::sum);
        if (entry.state() == FileState.RUNNING || entry.state() == FileState.FAILED) {
          unfinished.add(entry);
        }
      }
      unfinished.sort(Comparator.comparing(LedgerEntry::startedAt));
      all.add(
          new Status(
              tenant,
              ledger.leases().holder(tenant),
              staged(access.installation(), tenant),
              states,
              unfinished));
    }
    print(() -> text(all), () -> json(all));
    return ExitCode.OK;
  }

  private int staged(Installation installation, String tenant) {
    Registration registration = TenantChoice.registration(installation, tenant);
    TenantProfile profile = registration.profile();
    if (profile == null) {
      return 0;
    }
    try {
      return StagingAreas.of(installation.engine().staging(), tenant, registration.folder())
          .scan(profile.files(), clock())
          .size();
    } catch (EngineException e) {
      return 0;
    }
  }

  private static String text(List<Status> all) {
    TextTable tenants =
        new TextTable("TENANT", ">STAGED", ">RUNNING", ">DONE", ">FAILED", ">REFUSED", "SERVED BY");
    TextTable files =
        new TextTable("TENANT", "FILE", "STATE", ">ATTEMPTS", ">LINE", ">DONE", "REASON");
    boolean any = false;
    for (Status status : all) {
      tenants.row(
          status.tenant,
          String.valueOf(status.staged),
          count(status, FileState.RUNNING),
          count(status, FileState.DONE),
          count(status, FileState.FAILED),
          count(status, FileState.REFUSED),
          served(status.lease));
      for (LedgerEntry entry : status.unfinished) {
        any = true;
        files.row(
            entry.tenant(),
            entry.name(),
            entry.state().name().toLowerCase(Locale.ROOT),
            String.valueOf(entry.attempts()),
            entry.position() == null ? "" : Sizes.count(entry.position().line()),
            done(entry),
            entry.reason() == null ? "" : entry.reason());
      }
    }
    return tenants.render() + (any ? "\n" + files.render() : "");
  }

  /** How much of a file is durable; of compressed ones nobody knows the whole. */
  private static String done(LedgerEntry entry) {
    ResumePoint position = entry.position();
    boolean isPlain = !entry.name().endsWith(".gz") && !entry.name().endsWith(".zst");
    return position == null || !isPlain
        ? ""
        : 100 * position.byteOffset() / Math.max(1, entry.sizeBytes()) + " %";
  }

  private static String served(Leases.Holder lease) {
    return lease.engineId() == null
        ? "nobody"
        : lease.engineId() + ", for " + lease.left().toSeconds() + " s";
  }

  private static String count(Status status, FileState state) {
    return Sizes.count(status.states.getOrDefault(state, 0L));
  }

  private static String json(List<Status> all) {
    ArrayNode tenants = Json.array();
    for (Status status : all) {
      ObjectNode node = tenants.addObject();
      node.put("tenant", status.tenant);
      node.put("staged", status.staged);
      for (FileState state : FileState.values()) {
        node.put(state.name().toLowerCase(Locale.ROOT), status.states.getOrDefault(state, 0L));
      }
      ObjectNode lease = node.putObject("lease");
      lease.put("engine", status.lease.engineId());
      lease.put("token", status.lease.token());
      lease.put("seconds_left", status.lease.left().toSeconds());
      ArrayNode unfinished = node.putArray("unfinished");
      status.unfinished.forEach(entry -> unfinished.add(LedgerJson.of(entry)));
    }
    return Json.render(tenants);
  }
}
