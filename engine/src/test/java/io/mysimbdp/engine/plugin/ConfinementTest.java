package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.confine.Confined;
import io.mysimbdp.engine.confine.RunThreads;
import io.mysimbdp.engine.confine.Scratch;
import io.mysimbdp.engine.confine.Territory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a tenant's class may not do is refused when it tries; what it may do works as ever. */
class ConfinementTest {

  private static final String IMPORTS =
      "import java.io.*; import java.lang.invoke.*; import java.lang.reflect.*; import java.net.*;"
          + " import java.net.http.*; import java.nio.channels.*; import java.nio.file.*;"
          + " import java.util.concurrent.*; import java.util.function.*; import java.util.stream.*;";

  @TempDir private Path folder;
  private List<String> network = List.of();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          System.exit(1);                                             | System.exit, which ends the engine
          Runtime.getRuntime().halt(1);                               | Runtime.halt, which ends the engine
          Runtime.getRuntime().exec("true");                          | Runtime.exec, which starts a program
          new ProcessBuilder("true").start();                         | ProcessBuilder.start, which starts a program
          ProcessHandle.current();                                    | java.lang.ProcessHandle, which shows or ends
          System.loadLibrary("x");                                    | System.loadLibrary, which loads native code
          Runtime.getRuntime().addShutdownHook(new Thread());         | Runtime.addShutdownHook, which runs when
          IntConsumer exit = System::exit; exit.accept(1);            | System.exit, which ends the engine
          Callable<Process> run = new ProcessBuilder("true")::start; run.call(); | ProcessBuilder.start, which
          System.class.getMethod("exit", int.class).invoke(null, 1);  | Method.invoke, for java.lang.System.exit, which is refused by reflection
          Method m = Method.class.getMethod("invoke", Object.class, Object[].class); m.invoke(m, null, null); | Method.invoke, for java.lang.reflect.Method.invoke
          MethodHandles.lookup().findStatic(System.class, "exit", MethodType.methodType(void.class, int.class)); | findStatic, for java.lang.System.exit
          MethodHandles.lookup().unreflect(Runtime.class.getMethod("halt", int.class)); | unreflect, for java.lang.Runtime.halt
          MethodHandles.lookup().findConstructor(FileInputStream.class, MethodType.methodType(void.class, String.class)); | findConstructor, for java.io.FileInputStream.<init>
          MethodHandles.privateLookupIn(String.class, MethodHandles.lookup()); | privateLookupIn, for java.lang.String
          MethodHandles.lookup().defineClass(new byte[0]);            | Lookup.defineClass, which would define classes
          new ClassLoader() {};                                       | new java.lang.ClassLoader, which would define
          new URLClassLoader(new URL[0]);                             | new java.net.URLClassLoader, which would define
          Class<?> c = Class.forName("sun.misc.Unsafe"); Field f = c.getDeclaredField("theUnsafe"); f.setAccessible(true); | for theUnsafe of sun.misc.Unsafe, which is not its own
          sun.misc.Unsafe.getUnsafe();                                | sun.*, which is the inside of the JDK
          Field f = Integer.class.getDeclaredField("value"); AccessibleObject.setAccessible(new AccessibleObject[] {f}, true); | for value of java.lang.Integer, which is not its own
          System.class.getField("out").get(null);                     | Field.get, for java.lang.System.out
          System.setProperty("a", "b");                               | System.setProperty, which would change it for every tenant
          System.setOut(null);                                        | System.setOut, which would change it
          Locale.setDefault(Locale.ROOT);                             | Locale.setDefault, which would change it
          TimeZone.setDefault(null);                                  | TimeZone.setDefault, which would change it
          Thread.setDefaultUncaughtExceptionHandler(null);            | Thread.setDefaultUncaughtExceptionHandler, which
          java.security.Security.removeProvider("SUN");               | Security.removeProvider, which would change it
          java.security.Security.getProvider("SUN").clear();          | Provider.clear, which would change sun.security.provider.Sun
          URL.setURLStreamHandlerFactory(null);                       | URL.setURLStreamHandlerFactory, which would
          javax.net.ssl.HttpsURLConnection.setDefaultHostnameVerifier((a, b) -> true); | setDefaultHostnameVerifier, which would
          java.util.logging.LogManager.getLogManager().reset();       | java.util.logging.LogManager, which would change it
          java.util.prefs.Preferences.userRoot();                     | java.util.prefs.Preferences, which would
          Thread.getAllStackTraces();                                 | Thread.getAllStackTraces, which reaches threads of others
          Thread.currentThread().getThreadGroup().getParent();        | ThreadGroup.getParent, which reaches threads of others
          class T extends Thread {}; T.getAllStackTraces();           | Thread.getAllStackTraces, which reaches threads of others
          synchronized (String.class) { return ""; }                  | synchronized, for class java.lang.String, which others lock
          java.lang.management.ManagementFactory.getPlatformMBeanServer(); | java.lang.management.*, which shows and changes
          new javax.script.ScriptEngineManager();                     | javax.script.*, which runs or makes code
          new javax.naming.InitialContext();                          | javax.naming.*, which loads code from elsewhere
          new java.beans.Expression(Runtime.getRuntime(), "exec", new Object[] {"true"}); | new java.beans.Expression, which calls what nobody has checked
          javax.xml.transform.TransformerFactory.newInstance();       | TransformerFactory.newInstance, whose parsers open
          javax.xml.parsers.DocumentBuilderFactory.newInstance();     | DocumentBuilderFactory.newInstance, whose parsers open
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE); | StackWalker.getInstance, which shows the engine
          com.datastax.oss.driver.api.core.CqlSession.builder();      | CqlSession.builder, which would open a session
          com.datastax.oss.driver.api.core.config.DriverConfigLoader.programmaticBuilder(); | DriverConfigLoader, which would open a session
          org.slf4j.MDC.clear();                                      | MDC.clear, which would take tenant and run out
          org.slf4j.MDC.put("tenant", "other");                       | MDC.put, for tenant, by which
          ClassLoader.getSystemResource("reference.conf");            | ClassLoader.getSystemResource, which looks into the engine
          ClientBatchIngestApp.class.getProtectionDomain(); ClassLoader.getSystemClassLoader().loadClass("io.mysimbdp.engine.cli.Main"); | io.mysimbdp.engine.cli.Main
          Thread.currentThread().getContextClassLoader().getParent().loadClass("org.pf4j.PluginManager"); | org.pf4j.PluginManager
          ClientBatchIngestApp.class.getClassLoader().loadClass("io.mysimbdp.engine.cli.Main"); | io.mysimbdp.engine.cli.Main
          """)
  void refuses(String body, String message) throws Exception {
    assertThat(answer(body)).contains(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return Files.readString(Path.of("/etc/passwd"));                   | Files.readString, for /etc/passwd, which is not in its tenant's folder
          return new String(new FileInputStream("/etc/passwd").readAllBytes()); | new java.io.FileInputStream, for /etc/passwd
          return new Scanner(new File("/etc/passwd")).next();                | new java.util.Scanner, for /etc/passwd
          return new RandomAccessFile("/etc/passwd", "r").readLine();        | new java.io.RandomAccessFile, for
          return new BufferedReader(new FileReader("/etc/passwd")).readLine(); | new java.io.FileReader, for
          return FileChannel.open(Path.of("/etc/passwd")).size() + "";       | FileChannel.open, for
          return Files.newByteChannel(Path.of("/etc/passwd"), Set.of()).size() + ""; | Files.newByteChannel, for
          return new URL("file:/etc/passwd").openStream().read() + "";       | URL.openConnection, for /etc/passwd
          return new URL("jar:file:/opt/x.jar!/a").openConnection() + "";    | URL.openConnection, for /opt/x.jar
          return new java.util.zip.ZipFile("/opt/x.jar").size() + "";        | new java.util.zip.ZipFile, for
          return Files.list(Path.of("/proc/self/fd")).count() + "";          | Files.list, for /proc/self/fd
          return Files.readString(Path.of("/proc/self/environ"));            | Files.readString, for /proc/self/environ
          return new File("/etc").list().length + "";                        | File.list, for /etc
          return FileSystems.getDefault().provider().newInputStream(Path.of("/etc/passwd")).read() + ""; | FileSystemProvider.newInputStream, which would
          return FileSystems.newFileSystem(Path.of("/opt/x.jar"), (ClassLoader) null) + ""; | FileSystems.newFileSystem, which opens
          class Liar extends File { Liar() { super("/tmp"); } }; return new FileInputStream(new Liar()).read() + ""; | for a File of class acme.App$1Liar
          Function<String, FileReader> open = p -> { try { return new FileReader(p); } catch (IOException e) { return null; } }; open.apply("/etc/passwd"); return ""; | new java.io.FileReader, for
          interface Open { InputStream of(String p) throws IOException; } Open o = FileInputStream::new; return o.of("/etc/passwd").read() + ""; | new java.io.FileInputStream, for
          new FileOutputStream(FileDescriptor.out).write(65); return "";     | java.io.FileDescriptor.out, which reaches
          Files.writeString(Path.of("/tmp/x"), "a"); return "";              | Files.writeString, for /tmp/x, which is not in its temporary folder
          Files.writeString(Path.of(FOLDER, "note"), "a"); return "";        | Files.writeString, for
          Files.createSymbolicLink(Path.of("a"), Path.of("/etc")); return ""; | Files.createSymbolicLink, which makes a link
          return Files.readString(Path.of(FOLDER, "link"));                  | Files.readString, for
          return Files.readString(Path.of(FOLDER, "..", "secret"));          | Files.readString, for
          new File("/tmp/x").deleteOnExit(); return "";                      | File.deleteOnExit, which is kept
          Files.copy(Path.of(FOLDER, "own"), Path.of("/tmp/x")); return "";  | Files.copy, for /tmp/x
          Files.move(Path.of(FOLDER, "own"), Path.of("here")); return "";    | Files.move, for
          new PrintWriter("/tmp/x").close(); return "";                      | new java.io.PrintWriter, for /tmp/x
          """)
  void refuses_files_that_are_not_its_own(String body, String message) throws Exception {
    Files.writeString(folder.resolve("secret"), "s");
    Files.createSymbolicLink(tenantFolder().resolve("link"), folder.resolve("secret"));
    Files.writeString(tenantFolder().resolve("own"), "mine");

    assertThat(answer("String FOLDER = \"" + tenantFolder() + "\"; " + body)).contains(message);
    assertThat(Path.of("/tmp/x")).doesNotExist();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          new Socket("127.0.0.1", PORT);                                        | new java.net.Socket, for 127.0.0.1:
          new Socket().connect(new InetSocketAddress(PORT));                    | Socket.connect, for
          SocketChannel.open(new InetSocketAddress(PORT));                      | SocketChannel.open, for
          SocketChannel.open(UnixDomainSocketAddress.of("/run/docker.sock"));   | SocketChannel.open, for /run/docker.sock, which is no address
          AsynchronousSocketChannel.open().connect(new InetSocketAddress(PORT)); | AsynchronousSocketChannel.connect, for
          new URL("http://127.0.0.1:" + PORT).openStream();                     | URL.openConnection, for 127.0.0.1:
          new URL("ftp://127.0.0.1/a").openConnection();                        | for the protocol ftp
          HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT)).build(), HttpResponse.BodyHandlers.discarding()); | HttpClient.send, for 127.0.0.1:
          javax.net.SocketFactory.getDefault().createSocket("127.0.0.1", PORT); | SocketFactory.createSocket, for 127.0.0.1:
          new ServerSocket(0);                                                  | new java.net.ServerSocket, which listens
          ServerSocketChannel.open();                                           | ServerSocketChannel.open, which listens
          new DatagramSocket();                                                 | new java.net.DatagramSocket, which sends
          InetAddress.getByName("secret.example.org");                          | InetAddress.getByName, for secret.example.org, which is none of network = none
          new InetSocketAddress("secret.example.org", 1);                       | new java.net.InetSocketAddress, for secret.example.org
          """)
  void refuses_the_network(String body, String message) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(answer("int PORT = " + server.getLocalPort() + "; " + body + " return \"\";"))
          .contains(message);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return Files.readString(Path.of(FOLDER, "own"));                                       | mine
          return new String(new FileInputStream(FOLDER + "/own").readAllBytes());                | mine
          return Files.list(Path.of(FOLDER)).map(p -> p.getFileName() + "").collect(Collectors.joining()); | own
          Files.writeString(Path.of("a"), "b"); return Files.readString(Path.of("a"));           | b
          Path t = Files.createTempFile("a", ".b"); Files.delete(t); return t.startsWith(System.getProperty("java.io.tmpdir")) + ""; | true
          File t = File.createTempFile("abc", null); return t.delete() + "";                     | true
          try (FileChannel c = FileChannel.open(Path.of("c"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) { return c.size() + ""; } | 0
          return System.getenv("PATH") + System.getenv().size();                                 | null0
          return System.getProperty("user.dir") + System.getProperty("java.specification.version").isEmpty(); | nullfalse
          return System.getProperty("my.own", "x") + System.getProperties().getProperty("user.home"); | xnull
          System.out.println("hello"); System.err.printf("%d", 1); return System.in.read() + "";  | -1
          new Exception("x").printStackTrace(); System.gc(); return "ok";                        | ok
          return App.class.getClassLoader() == ClassLoader.getSystemClassLoader() ? "own" : "other"; | own
          return App.class.getMethod("call").getName() + App.class.getDeclaredConstructor().newInstance().getClass().getSimpleName(); | callApp
          return String.class.getMethod("length").invoke("four") + "";                           | 4
          class P { private int x = 7; } Field f = P.class.getDeclaredField("x"); f.setAccessible(true); return f.getInt(new P()) + ""; | 7
          return MethodHandles.lookup().findVirtual(String.class, "trim", MethodType.methodType(String.class)).type() + ""; | (String)String
          Object lock = new Object(); synchronized (lock) { synchronized (App.class) { synchronized (this) { return "locked"; } } } | locked
          int n = 0; for (int i = 0; i < 10; i++) { do { n++; } while (n % 3 != 0); } return n + "";  | 30
          int n = 0; for (String s : List.of("a", "b")) switch (s) { case "a": n += 1; continue; default: n += 10; } return n + ""; | 11
          Thread t = new Thread(() -> {}); t.start(); t.join(); t.interrupt(); return t.isAlive() + ""; | false
          ExecutorService e = Executors.newFixedThreadPool(2); try { return e.submit(() -> "pooled").get(); } finally { e.shutdownNow(); } | pooled
          return Stream.of(1, 2, 3).parallel().mapToInt(i -> i).sum() + "";                      | 6
          Supplier<List<String>> s = ArrayList::new; return s.get().size() + "";                 | 0
          long l = 5; double d = 2.5; return String.format("%d %.1f %s", l, d, 'c');             | 5 2.5 c
          return new Scanner("text to scan").next();                                             | text
          return org.slf4j.LoggerFactory.getLogger("anything").getName();                        | tenant.acme
          return new StringBuilder().append(Class.forName("acme.App").getSimpleName()).toString(); | App
          return (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()) + ""; | true
          """)
  void allows(String body, String answer) throws Exception {
    Files.writeString(tenantFolder().resolve("own"), "mine");

    assertThat(answer("String FOLDER = \"" + tenantFolder() + "\"; " + body)).isEqualTo(answer);
  }

  @Test
  void connects_to_what_the_profile_names() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      network = List.of("127.0.0.1:" + server.getLocalPort());
      String port = "int PORT = " + server.getLocalPort() + "; ";

      assertThat(
              answer(
                  port
                      + "try (Socket s = new Socket(\"127.0.0.1\", PORT)) { return s.isConnected() + \"\"; }"))
          .isEqualTo("true");
      assertThat(
              answer(
                  port
                      + "try (SocketChannel s = SocketChannel.open(new InetSocketAddress("
                      + "\"127.0.0.1\", PORT))) { return s.isConnected() + \"\"; }"))
          .isEqualTo("true");
      assertThat(answer(port + "new Socket(\"127.0.0.1\", PORT + 1); return \"\";"))
          .contains("which is none of network = 127.0.0.1:");
    }
  }

  @Test
  void an_address_with_a_borrowed_name_leads_where_the_name_leads() throws Exception {
    network = List.of("localhost:*");
    String body =
        "InetAddress forged = InetAddress.getByAddress(\"localhost\", new byte[] {10, 0, 0, 1});"
            + " try { new Socket().connect(new InetSocketAddress(forged, 1), 500); }"
            + " catch (ConnectException e) { return \"refused by localhost\"; } return \"\";";

    assertThat(answer(body)).isEqualTo("refused by localhost");
  }

  @Test
  void a_loop_of_an_abandoned_run_ends() throws Exception {
    Scratch scratch = new Scratch();
    RunThreads threads = new RunThreads("r", territory(scratch));
    CompletableFuture<Object> answer = new CompletableFuture<>();
    try (PluginCatalog catalog =
        catalog("while (true) { try { Thread.sleep(1); } catch (InterruptedException e) { } }")) {
      Thread thread = thread(threads, catalog, answer);
      thread.start();
      thread.interrupt();
      threads.doom();
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
      threads.forget();
    }
    assertThat(answer).isCompletedExceptionally();
  }

  @Test
  void a_finalizer_of_a_tenant_never_runs() throws Exception {
    try (PluginCatalog catalog = catalog("return getClass().getDeclaredMethods().length + \"\";")) {
      assertThat(catalog.failures()).isEmpty();
    }
    PluginJar.named("f")
        .source(
            "acme.F",
            "package acme; public class F implements io.mysimbdp.tenant.ClientBatchIngestApp {"
                + " public void ingest(io.mysimbdp.tenant.BatchContext c) {}"
                + " protected void finalize() { while (true) {} } }")
        .service("acme.F")
        .buildInto(folder.resolve("finalizers"));
    try (PluginCatalog catalog = PluginCatalog.load(folder.resolve("finalizers"), "1.0.0")) {
      assertThat(catalog.find("f").orElseThrow().newApp().getClass().getDeclaredMethods())
          .extracting(java.lang.reflect.Method::getName)
          .contains("finalize$disabled")
          .doesNotContain("finalize");
    }
  }

  private Path tenantFolder() throws IOException {
    return Files.createDirectories(folder.resolve("acme")).toRealPath();
  }

  /** Returns what the body returns, or the message of what it throws. */
  private String answer(String body) throws Exception {
    String whole = body.contains("return") ? body : body + " return \"\";";
    try (PluginCatalog catalog = catalog(whole);
        Scratch scratch = new Scratch()) {
      RunThreads threads = new RunThreads("r", territory(scratch));
      CompletableFuture<Object> answer = new CompletableFuture<>();
      thread(threads, catalog, answer).start();
      return String.valueOf(answer.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
    }
  }

  private PluginCatalog catalog(String body) throws IOException {
    Path plugins = Files.createTempDirectory(folder, "plugins");
    Reports.jar("acme", IMPORTS, body).buildInto(plugins);
    PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
    assertThat(catalog.failures()).isEmpty();
    return catalog;
  }

  private Territory territory(Scratch scratch) throws IOException {
    return new Territory(
        "acme",
        tenantFolder(),
        scratch,
        new NamePatterns(network),
        8,
        LoggerFactory.getLogger("tenant.acme"));
  }

  private static Thread thread(
      RunThreads threads, PluginCatalog catalog, CompletableFuture<Object> answer) {
    LoadedPlugin plugin = catalog.find("acme").orElseThrow();
    return new Thread(
        threads,
        () -> {
          Confined loader = (Confined) plugin.classLoader();
          try (LoaderSwap ignored = LoaderSwap.to(plugin.classLoader())) {
            assertThat(loader.territory()).isEmpty();
            answer.complete(((Callable<?>) plugin.newApp()).call());
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
  }
}
