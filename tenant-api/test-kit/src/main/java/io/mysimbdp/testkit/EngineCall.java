package io.mysimbdp.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.cli.Main;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One {@code engine run} on a Cassandra, from outside: what it is given, and what it says. */
final class EngineCall {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestCassandra cassandra;
  private final TestBatch batch;

  EngineCall(TestCassandra cassandra, TestBatch batch) {
    this.cassandra = cassandra;
    this.batch = batch;
  }

  BatchResult run() {
    batch.requireFiles();
    batch.requireNoFaults();
    try (TestHome home = TestHome.of(batch, profile(), engineConf())) {
      String pluginId = MemoryRun.profile(home).pluginId();
      Path target = home.plugins().resolve("app.jar");
      if (batch.jar() != null) {
        Files.copy(batch.jar(), target);
      } else {
        Class<? extends ClientBatchIngestApp> app = batch.newApp().getClass();
        AppJar.make(target, pluginId, app, batch.schema());
      }
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code =
          Main.call(
              new PrintWriter(out),
              new PrintWriter(err),
              Map.of(),
              "run",
              "--home",
              home.root().toString(),
              "--output",
              "json");
      return result(home, code, out.toString(), err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String profile() {
    Path jar = batch.jar();
    String pluginId = jar == null ? null : AppJar.pluginId(jar);
    return "keyspace = "
        + cassandra.keyspace()
        + (pluginId == null ? "" : "\nplugin = \"" + pluginId + "\"");
  }

  private String engineConf() {
    return "platform-keyspace = "
        + SharedServer.ledgerOf(cassandra.keyspace())
        + "\ncassandra { contact-points = [\""
        + cassandra.contactPoint().getHostString()
        + ":"
        + cassandra.contactPoint().getPort()
        + "\"], local-datacenter = datacenter1 }";
  }

  private static BatchResult result(TestHome home, int code, String out, String err)
      throws IOException {
    JsonNode summary;
    try {
      summary = JSON.readTree(out);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The engine ended with " + code + ": " + err + out, e);
    }
    JsonNode tenant = summary.path("tenants").path(0);
    if (tenant.isMissingNode()) {
      throw new IllegalStateException("The engine ended with " + code + ": " + err + out);
    }
    List<IngestedFile> files = new ArrayList<>();
    tenant.path("files").forEach(file -> files.add(file(file)));
    return new BatchResult(files, rejects(home), null, failure(tenant, files));
  }

  private static @Nullable String failure(JsonNode tenant, List<IngestedFile> files) {
    if (tenant.hasNonNull("reason")) {
      return tenant.path("reason").asText();
    }
    return files.stream()
        .filter(file -> file.state() == IngestedFile.State.FAILED)
        .map(IngestedFile::reason)
        .findFirst()
        .orElse(null);
  }

  private static IngestedFile file(JsonNode file) {
    return new IngestedFile(
        file.path("name").asText(),
        switch (file.path("state").asText()) {
          case "done" -> IngestedFile.State.DONE;
          case "duplicate" -> IngestedFile.State.DUPLICATE;
          case "refused" -> IngestedFile.State.REFUSED;
          case "failed" -> IngestedFile.State.FAILED;
          default -> IngestedFile.State.WAITING;
        },
        file.path("records_read").asLong(),
        file.path("rows_written").asLong(),
        file.path("rejects").asLong(),
        file.path("skipped").asLong(),
        file.hasNonNull("reason") ? file.path("reason").asText() : null);
  }

  private static List<RejectedRecord> rejects(TestHome home) throws IOException {
    List<RejectedRecord> rejects = new ArrayList<>();
    if (!Files.isDirectory(home.rejects())) {
      return rejects;
    }
    try (Stream<Path> logs = Files.list(home.rejects())) {
      for (Path log : logs.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(log)) {
          rejects.add(reject(JSON.readTree(line)));
        }
      }
    }
    return rejects;
  }

  private static RejectedRecord reject(JsonNode reject) {
    return new RejectedRecord(
        reject.path("file").asText(),
        reject.path("line").asLong(),
        reject.path("byte_offset").asLong(),
        reject.hasNonNull("column") ? reject.path("column").asText() : null,
        reject.path("rule").asText(),
        reject.path("message").asText(),
        reject.path("raw").asText());
  }
}
