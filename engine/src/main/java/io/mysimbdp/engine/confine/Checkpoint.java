package io.mysimbdp.engine.confine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What the rewritten classes of tenants call. The one class of the engine that they can see:
 * whatever they call here by themselves does nothing that the JDK's own method would not do better.
 * Safe for all threads.
 */
public final class Checkpoint {

  /** Of how many runs the threads are to end. Read by every method and loop of every tenant. */
  static final AtomicInteger doomedRuns = new AtomicInteger();

  private Checkpoint() {}

  /** Refuses a call, by the number of its rule. */
  public static void refuse(int rule) {
    RuleTable.Found found = RuleTable.ALL.get(rule);
    if (found.rule() instanceof Rule.Refuse refuse) {
      throw new Call(shown(found), new Object[0]).refused(refuse.why());
    }
  }

  /**
   * Checks a call, by the number of its rule.
   *
   * @param arguments the receiver first, if there is one; what is in it afterwards is what is
   *     called
   */
  public static void screen(int rule, @Nullable Object[] arguments) {
    RuleTable.Found found = RuleTable.ALL.get(rule);
    if (found.rule() instanceof Rule.Screen screen) {
      screen.check().check(new Call(shown(found), arguments));
    }
  }

  private static String shown(RuleTable.Found found) {
    return found.name().equals(RuleTable.EVERY)
        ? found.owner().endsWith(".") ? found.owner() + "*" : found.owner()
        : found.name().equals("<init>")
            ? "new " + found.owner()
            : found.owner() + "." + found.name();
  }

  /**
   * To be called at the beginning of each method and at the end of each turn of a loop: ends the
   * threads of abandoned runs.
   */
  public static void pass() {
    if (doomedRuns.get() != 0) {
      RunThreads run = RunThreads.current();
      if (run != null && run.isDoomed()) {
        throw new DoomedRunError();
      }
    }
  }

  /** Checks what a thread is about to lock: what others lock, too, would have them wait. */
  public static void lock(@Nullable Object monitor) {
    boolean ofAll =
        (monitor instanceof Class<?> type && !OwnObjects.isConfined(type))
            || (monitor instanceof Thread thread && thread != Thread.currentThread())
            || monitor instanceof Runtime
            || monitor instanceof ClassLoader;
    if (ofAll) {
      throw new Call("synchronized", new Object[0])
          .refused("for " + monitor + ", which others lock, too");
    }
  }

  /** Returns a loader, or the caller's own in place of one that is hidden from it. */
  public static @Nullable ClassLoader visible(@Nullable ClassLoader loader) {
    return Visibility.isHidden(loader) ? Call.callingLoader().orElse(null) : loader;
  }

  /** Does nothing: when garbage is collected concerns all tenants. */
  public static void collectGarbage() {}

  /** Does nothing: when garbage is collected concerns all tenants. */
  public static void collectGarbage(Runtime runtime) {
    Objects.requireNonNull(runtime, "runtime");
  }

  /** Returns the environment as tenants see it: empty. */
  public static Map<String, String> environment() {
    return Map.of();
  }

  /** Returns a variable of the environment as tenants see it: none. */
  public static @Nullable String environment(String name) {
    return environment().get(name);
  }

  /** Returns a system property, if tenants may see it. */
  public static @Nullable String property(String name) {
    return VisibleProperties.get(name);
  }

  /** Returns a system property, if tenants may see it, else the fallback. */
  public static @Nullable String property(String name, @Nullable String fallback) {
    String value = VisibleProperties.get(name);
    return value == null ? fallback : value;
  }

  /** Returns a copy of the system properties that tenants may see. */
  public static Properties properties() {
    return VisibleProperties.all();
  }

  /** Returns where what the app prints goes: its tenant's log. */
  public static PrintStream standardOutput() {
    return Prints.current();
  }

  /** Returns where the errors go that the app prints: its tenant's log. */
  public static PrintStream standardError() {
    return Prints.current();
  }

  /** Returns an empty input. */
  public static InputStream standardInput() {
    return InputStream.nullInputStream();
  }

  /** Prints a stack trace to the tenant's log. */
  public static void printStackTrace(Throwable thrown) {
    thrown.printStackTrace(Prints.current());
  }

  /** Prints a stack trace to where the app says. */
  public static void printStackTrace(Throwable thrown, PrintStream target) {
    thrown.printStackTrace(target);
  }

  /** Prints a stack trace to where the app says. */
  public static void printStackTrace(Throwable thrown, PrintWriter target) {
    thrown.printStackTrace(target);
  }

  /** Makes a temporary file in the run's own folder. */
  public static Path temporaryFile(
      @Nullable String prefix, @Nullable String suffix, FileAttribute<?>... attributes)
      throws IOException {
    Path scratch = new Call("Files.createTempFile", new Object[0]).territory().scratch().path();
    return Files.createTempFile(scratch, prefix, suffix, attributes);
  }

  /** Makes a temporary file in a folder of the run's own. */
  public static Path temporaryFile(
      Path folder, @Nullable String prefix, @Nullable String suffix, FileAttribute<?>... attributes)
      throws IOException {
    return Files.createTempFile(
        checked("Files.createTempFile", folder), prefix, suffix, attributes);
  }

  /** Makes a temporary folder in the run's own. */
  public static Path temporaryDirectory(@Nullable String prefix, FileAttribute<?>... attributes)
      throws IOException {
    Path scratch =
        new Call("Files.createTempDirectory", new Object[0]).territory().scratch().path();
    return Files.createTempDirectory(scratch, prefix, attributes);
  }

  /** Makes a temporary folder in a folder of the run's own. */
  public static Path temporaryDirectory(
      Path folder, @Nullable String prefix, FileAttribute<?>... attributes) throws IOException {
    return Files.createTempDirectory(
        checked("Files.createTempDirectory", folder), prefix, attributes);
  }

  /** Makes a temporary file in the run's own folder. */
  public static File temporaryFile(String prefix, @Nullable String suffix) throws IOException {
    return temporaryFile(prefix, suffix, (File) null);
  }

  /** Makes a temporary file in a folder of the run's own. */
  public static File temporaryFile(String prefix, @Nullable String suffix, @Nullable File folder)
      throws IOException {
    Call call = new Call("File.createTempFile", new Object[] {folder});
    if (folder == null) {
      return File.createTempFile(prefix, suffix, call.territory().scratch().path().toFile());
    }
    Paths.writeFirst(call);
    return File.createTempFile(prefix, suffix, (File) call.argument(0));
  }

  private static Path checked(String member, Path folder) {
    Call call = new Call(member, new Object[] {folder});
    Paths.writeFirst(call);
    return (Path) Objects.requireNonNull(call.argument(0));
  }

  /** Opens a connection to where the run may connect, which follows no redirection. */
  public static URLConnection openConnection(URL url) throws IOException {
    Call call = new Call("java.net.URL.openConnection", new Object[] {url});
    Addresses.check(call, url);
    URLConnection connection = url.openConnection();
    if (connection instanceof HttpURLConnection http) {
      http.setInstanceFollowRedirects(false);
    }
    return connection;
  }

  /** Opens a connection; through no proxy. */
  public static URLConnection openConnection(URL url, Proxy proxy) throws IOException {
    if (proxy.type() != Proxy.Type.DIRECT) {
      throw new Call("java.net.URL.openConnection", new Object[] {url})
          .refused("through a proxy, which would connect to where nobody has checked");
    }
    return openConnection(url);
  }

  /** Opens a connection and reads from it. */
  public static InputStream openStream(URL url) throws IOException {
    return openConnection(url).getInputStream();
  }

  /** Returns the logger of the app: its lines go to its tenant's log, whatever name it takes. */
  public static Logger logger(String name) {
    Objects.requireNonNull(name, "name");
    return logger();
  }

  /** Returns the logger of the app: its lines go to its tenant's log, whatever class it names. */
  public static Logger logger(Class<?> type) {
    Objects.requireNonNull(type, "type");
    return logger();
  }

  private static Logger logger() {
    ClassLoader loader = Call.callingLoader().orElse(null);
    return LoggerOfRun.or(() -> logOf(loader));
  }

  /** Of several runs, nobody can tell whose log it is; it must not be that of another tenant. */
  private static Logger logOf(@Nullable ClassLoader loader) {
    return loader instanceof Confined confined
        ? confined.territory().map(Territory::log).orElse(NOPLogger.NOP_LOGGER)
        : NOPLogger.NOP_LOGGER;
  }
}
