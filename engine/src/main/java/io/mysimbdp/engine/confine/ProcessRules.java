package io.mysimbdp.engine.confine;

/** Rules for what reaches the process as a whole, others, or native code. */
final class ProcessRules {

  private static final String ENDS = "which ends the engine for every tenant";
  private static final String STARTS = "which starts a program; no app may";
  private static final String NATIVE = "which loads native code; no app may";
  private static final String INSIDE = "which is the inside of the JDK; no app may use it";

  private ProcessRules() {}

  static void addTo(RuleTable table) {
    table.refuse("java.lang.System", ENDS, "exit");
    table.refuse("java.lang.Runtime", ENDS, "exit", "halt");
    table.refuse("java.lang.Runtime", STARTS, "exec");
    table.refuse("java.lang.ProcessBuilder", STARTS, "start", "startPipeline");
    table.refuse("java.lang.System", NATIVE, "load", "loadLibrary");
    table.refuse("java.lang.Runtime", NATIVE, "load", "loadLibrary");
    table.refuse(
        "java.lang.Runtime",
        "which runs when the engine ends; end what you have begun before ingest returns",
        "addShutdownHook",
        "removeShutdownHook");
    table.refuse("java.lang.ProcessHandle", "which shows or ends other processes; no app may", "*");
    table.swap("java.lang.System", "gc", "collectGarbage");
    table.swap("java.lang.Runtime", "gc", "collectGarbage");
    table.refuse("java.io.FileDescriptor", "which reaches the engine's open files", "<init>");
    for (String prefix :
        new String[] {
          "sun.",
          "com.sun.",
          "jdk.",
          "java.lang.instrument.",
          "java.lang.foreign.",
          "java.applet.",
          "java.awt.",
          "javax.swing.",
          "javax.print.",
          "javax.sound.",
          "javax.imageio."
        }) {
      table.refusePackage(prefix, INSIDE);
    }
    for (String prefix : new String[] {"java.lang.management.", "javax.management."}) {
      table.refusePackage(prefix, "which shows and changes the engine's process; no app may");
    }
    for (String prefix : new String[] {"javax.naming.", "java.rmi.", "javax.rmi."}) {
      table.refusePackage(prefix, "which loads code from elsewhere; no app may");
    }
    for (String prefix :
        new String[] {"javax.script.", "javax.tools.", "javax.annotation.processing."}) {
      table.refusePackage(prefix, "which runs or makes code that nobody has checked; no app may");
    }
  }
}
