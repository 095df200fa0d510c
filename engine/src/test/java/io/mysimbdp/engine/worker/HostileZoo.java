package io.mysimbdp.engine.worker;

import static io.mysimbdp.engine.worker.Attack.abandoned;
import static io.mysimbdp.engine.worker.Attack.failed;
import static io.mysimbdp.engine.worker.Attack.harmless;
import static io.mysimbdp.engine.worker.Attack.refused;
import static io.mysimbdp.engine.worker.Attack.refusedStatement;
import static io.mysimbdp.engine.worker.Attack.stopped;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.worker.Attack.Fate;
import java.util.ArrayList;
import java.util.List;

/** Attacks and misbehaviours, each the code of a real JAR. FOLDER, PORT and OTHER are filled in. */
final class HostileZoo {

  /** Reads and skips what is in the file, so that a run that nothing happens to is done. */
  static final String SKIP_ALL =
      "var r = context.files().get(0).records(); for (var x = r.next(); x != null; x = r.next())"
          + " context.rejects().skip(x, \"x\");";

  private static final String SHORT = "limits.batch.time = 1s";

  private HostileZoo() {}

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    all.addAll(theProcess());
    all.addAll(reflection());
    all.addAll(globalState());
    all.addAll(files());
    all.addAll(network());
    all.addAll(timeAndMemory());
    all.addAll(errors());
    all.addAll(contract());
    all.addAll(statements());
    all.addAll(logs());
    return all;
  }

  private static List<Attack> theProcess() {
    return List.of(
        refused("ends the process (System.exit)", "System.exit, which ends", "System.exit(7);"),
        refused(
            "halts the process (Runtime.halt)",
            "Runtime.halt, which ends",
            "Runtime.getRuntime().halt(7);"),
        refused(
            "ends the process by a method reference",
            "System.exit, which ends",
            "java.util.function.IntConsumer c = System::exit; c.accept(7);"),
        refused(
            "starts a program (Runtime.exec)",
            "Runtime.exec, which starts",
            "Runtime.getRuntime().exec(\"true\");"),
        refused(
            "starts a program (ProcessBuilder)",
            "ProcessBuilder.start, which starts",
            "new ProcessBuilder(\"true\").start();"),
        refused(
            "kills processes (ProcessHandle)",
            "java.lang.ProcessHandle, which shows or ends",
            "ProcessHandle.allProcesses().forEach(ProcessHandle::destroy);"),
        refused(
            "loads native code",
            "System.load, which loads native",
            "System.load(\"/usr/lib/libc.so.6\");"),
        refused(
            "adds a shutdown hook",
            "addShutdownHook, which runs",
            "Runtime.getRuntime().addShutdownHook(new Thread());"),
        refused(
            "looks at the process by JMX",
            "java.lang.management.*, which shows",
            "java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments();"),
        refused(
            "runs a script engine",
            "javax.script.*, which runs",
            "new javax.script.ScriptEngineManager().getEngineByName(\"js\");"),
        refused(
            "runs code out of a stylesheet (XSLT)",
            "TransformerFactory.newInstance, whose parsers",
            "javax.xml.transform.TransformerFactory.newInstance();"));
  }

  private static List<Attack> reflection() {
    return List.of(
        refused(
            "ends the process by reflection",
            "for java.lang.System.exit, which is refused by reflection",
            "System.class.getMethod(\"exit\", int.class).invoke(null, 7);"),
        refused(
            "ends the process by reflection on reflection",
            "for java.lang.reflect.Method.invoke, which is refused by reflection",
            "var invoke = java.lang.reflect.Method.class.getMethod(\"invoke\", Object.class,"
                + " Object[].class); invoke.invoke(System.class.getMethod(\"exit\", int.class),"
                + " null, new Object[] {7});"),
        refused(
            "ends the process by a method handle",
            "for java.lang.System.exit, which is refused by reflection",
            "java.lang.invoke.MethodHandles.lookup().findStatic(System.class, \"exit\","
                + " java.lang.invoke.MethodType.methodType(void.class, int.class));"),
        refused(
            "opens private members of the JDK",
            "for value of java.lang.Integer, which is not its own",
            "Integer.class.getDeclaredField(\"value\").setAccessible(true);"),
        refused(
            "uses Unsafe",
            "for theUnsafe of sun.misc.Unsafe, which is not its own",
            "Class.forName(\"sun.misc.Unsafe\").getDeclaredField(\"theUnsafe\")"
                + ".setAccessible(true);"),
        refused(
            "opens private members of what the engine gives it",
            ", which is not its own",
            "for (var f : context.getClass().getDeclaredFields()) f.setAccessible(true);"),
        refused(
            "calls the inside of what the engine gives it by reflection",
            ", which is the engine's",
            "context.session().getClass().getDeclaredConstructors()[0].newInstance();"),
        refused(
            "defines classes of its own (ClassLoader)",
            "new java.lang.ClassLoader, which would define",
            "new ClassLoader() {};"),
        refused(
            "defines classes of its own (Lookup)",
            "Lookup.defineClass, which would define",
            "java.lang.invoke.MethodHandles.lookup().defineClass(new byte[8]);"),
        Attack.of(
            "loads classes of the engine",
            failed("class io.mysimbdp.engine.cli.Main is the engine's own, which no app sees"),
            "context.getClass().getClassLoader().loadClass(\"io.mysimbdp.engine.cli.Main\");"),
        refused(
            "reads resources of the engine",
            "getResourceAsStream, for io.mysimbdp.engine.",
            "context.getClass().getResourceAsStream(\"/reference.conf\");"));
  }

  private static List<Attack> globalState() {
    return List.of(
        refused(
            "changes the default locale",
            "Locale.setDefault, which would change",
            "java.util.Locale.setDefault(java.util.Locale.forLanguageTag(\"tr\"));"),
        refused(
            "changes the default time zone",
            "TimeZone.setDefault, which would change",
            "java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"Mars\"));"),
        refused(
            "changes system properties",
            "System.setProperty, which would change",
            "System.setProperty(\"file.encoding\", \"EBCDIC\");"),
        Attack.of(
            "changes system properties behind the back",
            harmless(),
            "System.getProperties().clear();" + SKIP_ALL),
        refused(
            "replaces standard output",
            "System.setOut, which would change",
            "System.setOut(null);"),
        refused(
            "replaces the default handler of uncaught exceptions",
            "setDefaultUncaughtExceptionHandler, which would change",
            "Thread.setDefaultUncaughtExceptionHandler((t, e) -> {});"),
        refused(
            "removes security providers",
            "Security.removeProvider, which would change",
            "java.security.Security.removeProvider(\"SUN\");"),
        refused(
            "empties a security provider",
            "Provider.clear, which would change",
            "java.security.Security.getProvider(\"SUN\").clear();"),
        refused(
            "takes over the handling of URLs",
            "setURLStreamHandlerFactory, which would change",
            "java.net.URL.setURLStreamHandlerFactory(p -> null);"),
        refused(
            "resets the JDK's logging",
            "LogManager, which would change",
            "java.util.logging.LogManager.getLogManager().reset();"),
        Attack.of(
            "changes its context class loader and thread name",
            harmless(),
            "Thread.currentThread().setContextClassLoader(null);"
                + " Thread.currentThread().setPriority(10);"
                + SKIP_ALL),
        Attack.of(
                "hangs in a finalizer",
                harmless(),
                "for (int i = 0; i < 10; i++) new Sticky(); System.gc();" + SKIP_ALL)
            .withMembers("static class Sticky { protected void finalize() { while (true) {} } }"),
        refused(
            "locks what others lock",
            "synchronized, for class java.lang.String",
            "synchronized (String.class) { Thread.sleep(60_000); }"),
        refused(
            "reaches for threads of others",
            "ThreadGroup.getParent, which reaches",
            "Thread.currentThread().getThreadGroup().getParent().interrupt();"));
  }

  private static List<Attack> files() {
    return List.of(
        refused(
            "reads the machine's files",
            "for /etc/passwd, which is not in its tenant's folder",
            "java.nio.file.Files.readString(java.nio.file.Path.of(\"/etc/passwd\"));"),
        refused(
            "reads another tenant's files",
            "which is not in its tenant's folder",
            "new java.io.FileInputStream(\"FOLDER/../good/a.tsv\");"),
        refused(
            "reads through a link in its own folder",
            "which is not in its tenant's folder",
            "java.nio.file.Files.readAllBytes(java.nio.file.Path.of(\"FOLDER/link\"));"),
        refused(
            "reads by a URL",
            "URL.openConnection, for /etc/passwd",
            "new java.net.URL(\"file:/etc/passwd\").openStream();"),
        refused(
            "reads the environment by /proc",
            "for /proc/self/environ",
            "new java.io.FileReader(\"/proc/self/environ\");"),
        Attack.of(
            "asks for the environment",
            harmless(),
            "if (!System.getenv().isEmpty() || System.getenv(\"PATH\") != null) throw new"
                + " IllegalStateException(\"seen\");"
                + SKIP_ALL),
        refused(
            "writes into its own staging directory",
            "which is not in its temporary folder",
            "java.nio.file.Files.writeString(java.nio.file.Path.of(\"FOLDER/a.tsv\"), \"x\");"),
        refused(
            "deletes files",
            "File.delete, for",
            "new java.io.File(\"FOLDER/../good/a.tsv\").delete();"),
        refused(
            "makes links",
            "createSymbolicLink, which makes a link",
            "java.nio.file.Files.createSymbolicLink(java.nio.file.Path.of(\"l\"),"
                + " java.nio.file.Path.of(\"/\"));"),
        refused(
                "reads by a File that lies about its path",
                "for a File of class acme.App$Liar",
                "new java.io.FileInputStream(new Liar());")
            .withMembers(
                "static class Liar extends java.io.File { int n; Liar() { super(\"x\"); }"
                    + " public String getPath() { return n++ == 0 ? \"x\" : \"/etc/passwd\"; } }"));
  }

  private static List<Attack> network() {
    return List.of(
        refused(
            "connects to Cassandra past the engine",
            "new java.net.Socket, for 127.0.0.1:PORT, which is none of network = none",
            "new java.net.Socket(\"127.0.0.1\", PORT);"),
        refused(
            "opens a session of the driver's",
            "CqlSession.builder, which would open a session",
            "com.datastax.oss.driver.api.core.CqlSession.builder();"),
        refused(
            "gives all tenants a codec of its own",
            "MutableCodecRegistry.register, which would change",
            "((com.datastax.oss.driver.api.core.type.codec.registry.MutableCodecRegistry)"
                + " com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry.DEFAULT)"
                + ".register(com.datastax.oss.driver.api.core.type.codec.TypeCodecs.TEXT);"),
        refused(
            "attaches types that all share to a point of its own",
            "Detachable.attach, which would change",
            "com.datastax.oss.driver.api.core.type.DataTypes.tupleOf().attach("
                + "com.datastax.oss.driver.api.core.detach.AttachmentPoint.NONE);"),
        refused(
            "asks a type for the driver's context, which knows the password",
            "TupleType.getAttachmentPoint, which is of the platform's own session",
            "com.datastax.oss.driver.api.core.type.DataTypes.tupleOf().getAttachmentPoint();"),
        refused(
            "connects by HTTP",
            "HttpClient.send, for 127.0.0.1:PORT",
            "java.net.http.HttpClient.newHttpClient().send(java.net.http.HttpRequest.newBuilder("
                + "java.net.URI.create(\"http://127.0.0.1:PORT\")).build(),"
                + " java.net.http.HttpResponse.BodyHandlers.discarding());"),
        refused(
            "connects to a socket of the machine",
            "for /run/docker.sock, which is no address",
            "java.nio.channels.SocketChannel.open("
                + "java.net.UnixDomainSocketAddress.of(\"/run/docker.sock\"));"),
        refused(
            "listens on a port",
            "new java.net.ServerSocket, which listens",
            "new java.net.ServerSocket(0);"),
        refused(
            "sends datagrams",
            "new java.net.DatagramSocket, which sends",
            "new java.net.DatagramSocket();"),
        refused(
            "tells secrets by looking up names",
            "getByName, for c2VjcmV0.example.org",
            "java.net.InetAddress.getByName(\"c2VjcmV0.example.org\");"));
  }

  private static List<Attack> timeAndMemory() {
    Fate tooManyThreads =
        new Fate("cancelled", FailureCode.APP_LEFT_THREADS, "threads, more than limits.threads");
    return List.of(
        Attack.of("loops for ever", stopped(), "while (true) {}").with(SHORT),
        Attack.of(
                "swallows every interrupt",
                stopped(),
                "while (true) try { Thread.sleep(60_000); } catch (Throwable e) {}")
            .with(SHORT),
        Attack.of("sleeps for ever", stopped(), "Thread.sleep(3_600_000);").with(SHORT),
        Attack.of(
                "waits in a deadlock",
                abandoned(),
                "var l = new java.util.concurrent.locks.ReentrantLock(); Thread t = new"
                    + " Thread(l::lock); t.start(); t.join(); l.lock();")
            .with(SHORT)
            .atProcess(stopped()),
        Attack.of(
                "gives an iterator without an end",
                stopped(),
                "Table t = Table.of(\"t\", \"a\"); context.wrangle(r -> Outcome.write(t.row(new"
                    + " Endless()).table().row(new Endless().iterator().next() + \"\" + count(new"
                    + " Endless()))));")
            .withMembers(
                "static long count(Iterable<?> all) { long n = 0; for (Object o : all) n++; return"
                    + " n; } static class Endless extends java.util.AbstractCollection<Object> {"
                    + " public int size() { return 1; } public java.util.Iterator<Object>"
                    + " iterator() { return new java.util.Iterator<>() { public boolean hasNext()"
                    + " { return true; } public Object next() { return 1; } }; } }")
            .with(SHORT),
        Attack.of(
            "never ends its recursion",
            failed("StackOverflowError"),
            "class R { int f(int i) { return f(i + 1) + 1; } } new R().f(0);"),
        Attack.of(
            "asks for more memory than there is, at once",
            failed("OutOfMemoryError"),
            "long[] a = new long[Integer.MAX_VALUE];"),
        Attack.of(
                "fills the heap",
                new Fate("not stopped by this level", null, ""),
                "var all = new java.util.ArrayList<byte[]>(); while (true) all.add(new byte[1 << 20]);")
            .with("heap = 32 MiB")
            .atProcess(failed("OutOfMemoryError")),
        Attack.of(
                "starts ten thousand threads",
                tooManyThreads,
                "var never = new java.util.concurrent.CountDownLatch(1); var pool ="
                    + " java.util.concurrent.Executors.newCachedThreadPool(); for (int i = 0; i <"
                    + " 10_000; i++) { pool.submit(() -> { never.await(); return 1; });"
                    + " if (i % 100 == 99) Thread.sleep(50); } never.await();")
            .with("limits.threads = 64"),
        Attack.of(
            "leaves threads behind",
            new Fate("named and counted", null, ""),
            "new Thread(() -> { try { Thread.sleep(3_600_000); } catch (InterruptedException e) {}"
                + " }).start();"
                + SKIP_ALL));
  }

  private static List<Attack> errors() {
    return List.of(
        Attack.of(
                "throws in its static block",
                new Fate(
                    "fails its own run", FailureCode.PLUGIN_BROKEN_CLASS, "static initialiser"),
                SKIP_ALL)
            .withMembers("static { if (true) throw new IllegalStateException(\"static\"); }"),
        Attack.of(
                "throws in its constructor",
                new Fate("fails its own run", FailureCode.PLUGIN_BROKEN_CLASS, "constructor"),
                SKIP_ALL)
            .withMembers("public App() { throw new Error(\"constructor\"); }"),
        Attack.of("throws what is no exception", failed("ThreadDeath"), "throw new ThreadDeath();"),
        Attack.of("throws when it is closed", failed("closing"), SKIP_ALL)
            .withMembers("public void close() { throw new Error(\"closing\"); }"),
        Attack.of(
                "throws what throws when it is asked for its message",
                failed("Nasty"),
                "throw new Nasty();")
            .withMembers(
                "static class Nasty extends RuntimeException { public String getMessage() { throw"
                    + " new Nasty(); } public String toString() { throw new Nasty(); } public"
                    + " StackTraceElement[] getStackTrace() { throw new Nasty(); } }"),
        Attack.of(
            "throws on a thread of its own",
            harmless(),
            "Thread t = new Thread(() -> { throw new Error(\"elsewhere\"); }); t.start();"
                + " t.join();"
                + SKIP_ALL));
  }

  private static List<Attack> contract() {
    Fate left = new Fate("fails its own run", FailureCode.APP_LEFT_RECORDS, "");
    return List.of(
        Attack.of("returns early", left, "context.files().get(0).records().next();"),
        Attack.of("opens nothing", left, ""),
        Attack.of(
            "writes after its end from a thread that was left",
            new Fate("refused, named and counted", null, ""),
            "var w = context.writer(); var r = context.files().get(0).records(); var x = r.next();"
                + " Table t = Table.of(\"t\", \"a\"); w.write(x, t.row(\"hostile\")); for (var y = r.next(); y"
                + " != null; y = r.next()) context.rejects().skip(y, \"y\"); var f = x; new Thread(() -> { try { Thread.sleep(300); w.write(f,"
                + " t.row(\"late\")); } catch (Exception e) {} }).start();"),
        Attack.of(
                "makes records up",
                failed("was not read from a file of this batch"),
                "context.writer().write(new Forged(), Table.of(\"t\", \"a\").row(\"x\"));")
            .withMembers(
                "static class Forged implements InputRecord { public String file() { return"
                    + " \"a.tsv\"; } public long line() { return 2; } public long byteOffset() {"
                    + " return 0; } public java.util.List<String> columns() { return"
                    + " java.util.List.of(\"a\"); } public String get(String c) { return \"\"; }"
                    + " public String get(int i) { return \"\"; } public String raw() { return"
                    + " \"\"; } }"),
        Attack.of(
                "rejects everything and swallows that it is too much",
                new Fate("fails its own run", FailureCode.TOO_MANY_REJECTS, "rejected"),
                "var r = context.files().get(0).records(); for (var x = r.next(); x != null; x ="
                    + " r.next()) try { context.rejects().reject(x, \"no\"); } catch (RuntimeException"
                    + " e) {}")
            .with("rejects.max-count = 0"));
  }

  private static List<Attack> statements() {
    return List.of(
        statement("writes into another keyspace", "INSERT INTO OTHER.t (a) VALUES ('x')"),
        statement("reads Cassandra's own tables", "SELECT * FROM system.local"),
        statement("creates tables", "CREATE TABLE x (a int PRIMARY KEY)"),
        statement("empties a table", "TRUNCATE t"),
        statement("grants itself rights", "GRANT ALL ON ALL KEYSPACES TO me"),
        statement("changes the keyspace of the shared session", "USE OTHER"),
        statement(
            "hides a keyspace behind comments and quotes",
            "INSERT INTO /* t */ \\\"OTHER\\\".-- \\nt (a) VALUES ($$ ; $$)"),
        statement(
            "batches across keyspaces",
            "BEGIN BATCH INSERT INTO t (a) VALUES ('x'); DELETE FROM OTHER.t WHERE a = 'x' APPLY"
                + " BATCH"),
        Attack.of(
            "sends a statement of a class of its own",
            refusedStatement(" is not one of the driver's"),
            "context.session().execute((com.datastax.oss.driver.api.core.cql.Statement<?>)"
                + " java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new"
                + " Class<?>[] {com.datastax.oss.driver.api.core.cql.SimpleStatement.class}, (p, m,"
                + " a) -> m.getReturnType() == java.util.Map.class ? java.util.Map.of() :"
                + " m.getReturnType() == boolean.class ? (Object) false : m.getReturnType() =="
                + " int.class ? (Object) 0 : null));"));
  }

  private static Attack statement(String name, String cql) {
    return Attack.of(
        name, refusedStatement("Statement refused"), "context.session().execute(\"" + cql + "\");");
  }

  private static List<Attack> logs() {
    return List.of(
        Attack.of(
            "floods standard output",
            harmless(),
            "for (int i = 0; i < 100_000; i++) System.out.println(\"x\".repeat(100));" + SKIP_ALL),
        refused(
            "takes its name out of the log lines",
            "MDC.clear, which would take tenant and run",
            "org.slf4j.MDC.clear();"),
        Attack.of(
            "writes lines in the name of others",
            harmless(),
            "org.slf4j.LoggerFactory.getLogger(\"io.mysimbdp.engine.cli.Main\").info(\"all is"
                + " well\\nERROR nothing is\");"
                + SKIP_ALL));
  }
}
