package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.quarantine.RejectDigest;
import io.mysimbdp.engine.run.ProgressMeter;
import io.mysimbdp.engine.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/runs}, {@code /api/v1/throughput} and {@code /api/v1/failures}. */
final class RunsApi {

  private static final int NAMED_FILES = 20;
  private static final int CHARTED_TENANTS = 8;
  private static final int NAMED_KINDS = 10;

  /** To count what is in more takes longer than somebody who looks wants to wait. */
  private static final long LARGEST_LOG = 8L << 20;

  private final RunBoard board;

  RunsApi(RunBoard board) {
    this.board = board;
  }

  List<Route> routes() {
    return List.of(
        Route.get(Route.Admission.KNOWN, "/api/v1/runs", call -> runs()),
        Route.get(Route.Admission.KNOWN, "/api/v1/throughput", this::throughput),
        Route.get(Route.Admission.KNOWN, "/api/v1/failures", this::failures),
        Route.get(Route.Admission.KNOWN, "/api/v1/failures/([0-9]{1,18})/rejects", this::rejects));
  }

  private Answer runs() {
    ObjectNode root = ViewJson.object();
    ArrayNode runs = root.putArray("runs");
    board.running().stream()
        .sorted(
            Comparator.comparing((LiveRun live) -> live.run().startedAt())
                .thenComparing(live -> live.run().id()))
        .forEach(live -> put(runs.addObject(), live));
    return Answer.json(root);
  }

  private void put(ObjectNode node, LiveRun live) {
    Run run = live.run();
    long now = board.nanos();
    ProgressMeter.Reading progress = live.progress(now);
    Duration left = progress.left();
    node.put("run", run.id());
    node.put("tenant", run.profile().id());
    node.put("keyspace", run.profile().keyspace());
    node.put("app", run.plugin().id() + " " + run.plugin().version());
    node.put("began", ViewJson.time(run.startedAt()));
    node.put("seconds", ViewJson.rate(live.age(now).toMillis() / 1e3));
    node.put("files", run.files().size());
    ArrayNode names = node.putArray("first_files");
    run.files().stream().limit(NAMED_FILES).forEach(file -> names.add(file.name()));
    node.put("bytes_of_files", progress.totalBytes());
    node.put("fraction", Math.round(progress.share() * 1e4) / 1e4);
    ViewJson.put(node.putObject("so_far"), progress.counts());
    node.put("rows_per_second", ViewJson.rate(progress.rowsPerSecond()));
    node.put("bytes_per_second", ViewJson.rate(progress.bytesPerSecond()));
    node.put("seconds_left", left == null ? null : Long.valueOf(Math.round(left.toMillis() / 1e3)));
    node.put("activity", live.counters().activity());
  }

  private Answer throughput(Call call) {
    String tenant = call.parameter("tenant");
    LiveRates.History history = board.rates().history(tenant.isEmpty() ? CHARTED_TENANTS : 0);
    ObjectNode root = ViewJson.object();
    root.put("end", ViewJson.time(history.end()));
    root.put("seconds_per_sample", LiveRates.INTERVAL.toSeconds());
    ArrayNode series = root.putArray("series");
    if (tenant.isEmpty()) {
      put(series.addObject(), history.all());
      history.tenants().forEach(each -> put(series.addObject(), each));
    } else {
      board.rates().history(tenant).ifPresent(each -> put(series.addObject(), each));
    }
    return Answer.json(root);
  }

  private static void put(ObjectNode node, LiveRates.Series series) {
    node.put("tenant", series.tenant());
    ViewJson.put(node.putArray("rows_per_second"), series.rows());
    ViewJson.put(node.putArray("bytes_per_second"), series.bytes());
  }

  private Answer failures(Call call) {
    String tenant = call.parameter("tenant");
    ObjectNode root = ViewJson.object();
    ArrayNode failures = root.putArray("failures");
    board.mishaps().latest().stream()
        .filter(each -> tenant.isEmpty() || each.tenant().equals(tenant))
        .limit(call.number("limit", Mishaps.MOST, Mishaps.MOST))
        .forEach(
            each -> {
              ObjectNode node = failures.addObject();
              node.put("number", each.number());
              node.put("at", ViewJson.time(each.at()));
              node.put("tenant", each.tenant());
              node.put("file", each.file());
              node.put("state", each.state());
              node.put("code", each.code());
              node.put("owner", each.owner());
              node.put("reason", each.reason());
              node.put("rejects", each.rejects());
              node.put("rejects_path", each.rejectsPath());
              node.put("run", each.runId());
            });
    return Answer.json(root);
  }

  /** What the rejects of one file have in common. */
  private Answer rejects(Call call) {
    Optional<Mishap> mishap = board.mishaps().find(Long.parseLong(call.name()));
    String path = mishap.map(Mishap::rejectsPath).orElse(null);
    if (path == null) {
      return Answer.error(404, "There are no rejects.");
    }
    ObjectNode root = ViewJson.object();
    root.put("path", path);
    ArrayNode kinds = root.putArray("kinds");
    try {
      if (Files.size(Path.of(path)) > LARGEST_LOG) {
        root.put("problem", "There are too many to count them here; see engine rejects.");
      } else {
        RejectDigest.of(Path.of(path)).stream()
            .limit(NAMED_KINDS)
            .forEach(
                kind ->
                    kinds
                        .addObject()
                        .put("rule", kind.rule())
                        .put("column", kind.column())
                        .put("count", kind.count())
                        .put("line", kind.line())
                        .put("message", kind.message()));
      }
    } catch (IOException | EngineException e) {
      root.put("problem", "They cannot be read any more.");
    }
    return Answer.json(root);
  }
}
