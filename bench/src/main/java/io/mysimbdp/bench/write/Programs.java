package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Launcher;
import io.mysimbdp.bench.load.DriverLoad;
import io.mysimbdp.bench.load.WriterLoad;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the programs that load. */
final class Programs {

  // What the server itself is started with, for the parts of it that are used.
  private static final List<String> OPENED =
      List.of(
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-exports=java.base/java.lang.ref=ALL-UNNAMED",
          "--add-exports=java.management.rmi/com.sun.jmx.remote.internal.rmi=ALL-UNNAMED",
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.rmi/sun.rmi.server=ALL-UNNAMED",
          "--add-exports=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
          "--add-exports=java.sql/java.sql=ALL-UNNAMED",
          "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.module=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.reflect=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.math=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.module=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.util.jar=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private Programs() {}

  /** Returns a JVM with the heap that all have. */
  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + Launcher.HEAP);
  }

  /** Returns a loop around the driver. */
  static ProgramContender driver(String name, Path target, Server server) {
    return new ProgramContender(
        name,
        load -> {
          List<String> command = new ArrayList<>(java());
          command.addAll(
              List.of("-cp", target.resolve("bench.jar").toString(), DriverLoad.class.getName()));
          command.add(name);
          command.addAll(cqlArguments(load, server));
          return command;
        });
  }

  /** Returns the loop around the driver that the engine has, in a JVM as its launcher starts. */
  static ProgramContender loop(String name, Path target, Path engine, Server server) {
    return new ProgramContender(
        name,
        load -> {
          List<String> command = new ArrayList<>(java());
          command.addAll(
              List.of(
                  "-XX:+UseParallelGC",
                  "-XX:-UsePerfData",
                  "-XX:Tier4InvocationThreshold=50000",
                  "-XX:Tier4MinInvocationThreshold=6000",
                  "-XX:Tier4CompileThreshold=150000",
                  "-XX:Tier4BackEdgeThreshold=400000"));
          command.add("-cp");
          command.add(
              engine.resolve("engine.jar")
                  + ":"
                  + engine.resolve("lib/*")
                  + ":"
                  + target.resolve("classes"));
          command.add(WriterLoad.class.getName());
          command.addAll(cqlArguments(load, server));
          return command;
        });
  }

  /** Returns the last arguments of every program that loads by CQL: what, and where to. */
  private static List<String> cqlArguments(Contender.Load load, Server server) {
    return List.of(
        load.work().shape().label(),
        load.work().source().toString(),
        server.host(),
        String.valueOf(server.port()));
  }

  /** Returns the writer of SSTables. */
  static ProgramContender sstable(String name, Path target, Path libraries, Server server) {
    return new ProgramContender(
        name,
        load -> {
          List<String> command = new ArrayList<>(java());
          command.addAll(OPENED);
          command.add("-Dlogback.configurationFile=sstable-logback.xml");
          // Not the JAR: its manifest would bring our libraries onto this class path.
          command.add("-cp");
          command.add(target.resolve("classes") + ":" + libraries.resolve("*"));
          // By its name: the class itself cannot be loaded here.
          command.add("io.mysimbdp.bench.load.SstableLoad");
          command.addAll(List.of(load.work().shape().label(), load.work().source().toString()));
          command.addAll(List.of(load.folder().toString(), String.valueOf(server.jmxPort())));
          command.add(server.jmxPassword().toString());
          return command;
        });
  }
}
