package io.mysimbdp.engine.child;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoaderSwap;
import io.mysimbdp.engine.plugin.Pin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.Frame;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.Start;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.worker.Realm;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of an app. Its standard input and output are the pipe to the engine, its standard
 * error takes log lines. It ends with the engine, if not before.
 */
public final class AppMain {

  private static final int LOOK_EVERY_MILLIS = 100;

  private final Run run;
  private final Path jar;
  private final String apiVersion;
  private final EngineLine line;
  private final RemoteWrangling wrangling;
  private final CompletableFuture<@Nullable Failure> done = new CompletableFuture<>();

  private AppMain(Start start, EngineLine line) throws IOException {
    this.run = run(start);
    this.jar = Path.of(start.jar());
    this.apiVersion = start.apiVersion();
    this.line = line;
    this.wrangling = new RemoteWrangling(line);
  }

  /** Runs one app, as told on standard input. */
  public static void main(String[] arguments) throws IOException {
    FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    FrameReader in = new FrameReader(new FileInputStream(FileDescriptor.in), Integer.MAX_VALUE);
    FrameWriter out = new FrameWriter(pipe, FrameReader.LONGEST_BYTES);
    Frame first = in.next();
    if (first.kind() != FrameKind.START) {
      throw new IOException("Expected START, got " + first.kind());
    }
    Start start = Start.from(first.body());
    new AppMain(start, new EngineLine(in, out)).live();
  }

  private static Run run(Start start) throws IOException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(start.run()))) {
      return (Run) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("The engine has other classes than its app's process", e);
    }
  }

  private void live() {
    CompletableFuture<Realm> self = new CompletableFuture<>();
    Logger lines = LoggerFactory.getLogger("tenant." + run.profile().id());
    Realm realm = new Realm(run, System::nanoTime, lines, () -> done.complete(call(self.join())));
    self.complete(realm);
    Thread listening = new Thread(() -> listen(realm), "engine");
    listening.setDaemon(true);
    listening.start();
    realm.app().start();
    Failure failure = watch(realm);
    line.tellNow(
        FrameKind.DONE,
        body -> {
          body.put(failure != null);
          if (failure != null) {
            failure.to(body);
          }
        });
    // Threads that the app has left end here, whatever they do.
    Runtime.getRuntime().halt(0);
  }

  private void listen(Realm realm) {
    try {
      line.listen(wrangling::take, () -> realm.threads().interruptAll());
    } catch (IOException e) {
      Runtime.getRuntime().halt(0);
    } catch (Throwable e) { // Nobody would answer any more.
      Runtime.getRuntime().halt(1);
    }
  }

  /** Waits for the end of the app, and looks after its threads meanwhile. */
  private @Nullable Failure watch(Realm realm) {
    boolean told = false;
    while (true) {
      try {
        return done.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        line.flush();
        if (!told && realm.threads().areTooMany()) {
          told = true;
          line.tellNow(FrameKind.TOO_MANY_THREADS, body -> body.putInt(realm.threads().count()));
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("Nobody interrupts this thread", e);
      }
    }
  }

  private @Nullable Failure call(Realm realm) {
    try (PluginCatalog plugins =
        PluginCatalog.load(Objects.requireNonNull(jar.getParent()), apiVersion)) {
      Pin pin =
          plugins
              .pin(run.plugin().id(), run.plugin().sha256())
              .orElseThrow(
                  () ->
                      new EngineException(
                          FailureCode.PLUGIN_MISSING, "the JAR of the app is gone: " + jar));
      try (pin;
          Realm.Stay stay = realm.enter(pin.plugin().classLoader());
          LoaderSwap ignored = LoaderSwap.to(pin.plugin().classLoader());
          Callbacks callbacks = new Callbacks()) {
        return call(realm, pin.plugin().newApp(), callbacks);
      }
    } catch (Throwable e) {
      return ToldFailures.failure(e, ClientBatchIngestApp.class, "the app failed");
    }
  }

  private @Nullable Failure call(Realm realm, ClientBatchIngestApp app, Callbacks callbacks) {
    line.tellNow(FrameKind.HELLO, body -> body.putInt(Start.VERSION));
    String what = "app " + app.getClass().getName() + " failed";
    Failure failure = null;
    try {
      app.ingest(new AppContext(run, line, wrangling, callbacks, realm.log()));
      line.checkEnd();
    } catch (Throwable e) {
      failure = ToldFailures.failure(e, app.getClass(), what);
    }
    try {
      app.close();
    } catch (Throwable e) {
      Failure closing = ToldFailures.failure(e, app.getClass(), what);
      failure = failure != null ? failure : closing;
    }
    return failure;
  }
}
