package io.mysimbdp.engine.child;

import io.mysimbdp.engine.config.TenantSettings;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.IngestSession;
import io.mysimbdp.tenant.RejectSink;
import io.mysimbdp.tenant.Settings;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.TableWriter;
import io.mysimbdp.tenant.Wrangler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;

/** What the app sees of the engine from afar. Safe for several threads. */
final class AppContext implements BatchContext {

  private final Run run;
  private final EngineLine line;
  private final RemoteWrangling wrangling;
  private final List<StagedFile> files;
  private final RemoteWriter writer;
  private final RemoteSession session;
  private final TenantSettings settings;
  private final Logger logger;

  AppContext(
      Run run, EngineLine line, RemoteWrangling wrangling, Executor callbacks, Logger logger) {
    this.run = run;
    this.line = line;
    this.wrangling = wrangling;
    this.logger = logger;
    this.writer = new RemoteWriter(line);
    this.session = new RemoteSession(line, run.profile().keyspace(), callbacks);
    this.settings = new TenantSettings(run.profile());
    Chunks chunks = new Chunks(line);
    List<StagedFile> all = new ArrayList<>();
    for (int i = 0; i < run.files().size(); i++) {
      all.add(new RemoteFile(line, chunks, i, run.files().get(i)));
    }
    this.files = List.copyOf(all);
  }

  @Override
  public String tenantId() {
    return run.profile().id();
  }

  @Override
  public String runId() {
    return run.id();
  }

  @Override
  public String keyspace() {
    return run.profile().keyspace();
  }

  @Override
  public List<StagedFile> files() {
    return files;
  }

  @Override
  public void wrangle(Wrangler wrangler) throws InterruptedException {
    wrangling.run(Objects.requireNonNull(wrangler, "wrangler"));
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public IngestSession session() {
    return session;
  }

  @Override
  public RejectSink rejects() {
    return writer;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public boolean isCancelled() {
    return line.isCancelled();
  }

  @Override
  public void progress(String activity) {
    Objects.requireNonNull(activity, "activity");
    line.tellNow(FrameKind.PROGRESS, body -> body.putText(activity));
  }
}
