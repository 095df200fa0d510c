package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.rehearsal.Conditions;
import io.mysimbdp.engine.rehearsal.Line;
import io.mysimbdp.engine.rehearsal.Relay;
import io.mysimbdp.engine.sandbox.Sandbox;
import io.mysimbdp.engine.sandbox.SandboxServer;
import io.mysimbdp.engine.sandbox.SandboxSpec;
import io.mysimbdp.engine.sandbox.Sandboxes;
import io.mysimbdp.engine.time.Pause;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a rehearsal takes place: a sandbox, a Cassandra of its own in it, and the line between the
 * two. All of it is gone when this is closed; what a killed process has left of one, with the
 * server that still runs, the next one removes.
 */
final class RehearsalHall implements AutoCloseable {

  /** Each sandbox of this name has a server in its folder, and no rows anywhere else. */
  private static final String SERVER = "verify-app";

  private final Relay relay;
  private final Sandbox sandbox;
  private final Installation installation;
  private @Nullable RehearsalCassandra cassandra;

  private RehearsalHall(Relay relay, Sandbox sandbox, Installation installation) {
    this.relay = relay;
    this.sandbox = sandbox;
    this.installation = installation;
  }

  /**
   * Makes one; its Cassandra is not started yet.
   *
   * @param home the installation that it is made after
   * @param progress hears of what was left by others
   */
  static RehearsalHall open(
      Home home, Map<String, String> environment, SandboxSpec spec, Consumer<String> progress) {
    Sandboxes sandboxes = new Sandboxes(home.work(), new SecureRandom(), InstantSource.system());
    CassandraConfig own = Installation.load(home.root(), environment).engine().cassandra();
    sandboxes
        .sweep(
            new SandboxServer(SERVER, List.of()),
            keyspaces ->
                EmbeddedServer.of(
                        new Home(home.work().resolve("sandboxes").resolve(keyspaces.name())), own)
                    .stop(progress))
        .forEach(name -> progress.accept("Removed " + name + ", which a killed process has left"));
    Relay relay = Relay.open(System::nanoTime, Pause.SLEEP);
    try {
      Sandbox sandbox =
          sandboxes.make(
              SandboxConf.read(home.root(), environment),
              spec,
              new SandboxServer(SERVER, List.of(relay.address())));
      try {
        new RehearsalConf(sandbox.home(), sandbox.tenant()).write(Conditions.plain());
        return new RehearsalHall(relay, sandbox, sandbox.load(environment));
      } catch (RuntimeException e) {
        sandbox.discard();
        throw e;
      }
    } catch (RuntimeException e) {
      relay.close();
      throw e;
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Line line() {
    return relay;
  }

  /** Returns the profile of the tenant. */
  TenantProfile profile() {
    return installation.registrations().get(0).requireProfile();
  }

  /**
   * Starts the Cassandra, until this is closed.
   *
   * @param progress hears what is being waited for
   */
  RehearsalCassandra startCassandra(Consumer<String> progress) throws InterruptedException {
    CassandraConfig config = installation.engine().cassandra();
    cassandra =
        RehearsalCassandra.start(
            EmbeddedServer.of(new Home(sandbox.home()), config), relay, config, progress);
    return Objects.requireNonNull(cassandra);
  }

  @Override
  public void close() {
    boolean isStopped = false;
    try {
      RehearsalCassandra running = cassandra;
      if (running != null) {
        running.close();
      }
      isStopped = true;
    } finally {
      relay.close();
      if (isStopped) {
        sandbox.discard();
      } else {
        // Its server may still run: the next rehearsal finds it by this folder.
        sandbox.close();
      }
    }
  }
}
