package io.mysimbdp.engine.confine;

/** Rules for threads: an app has its own, and leaves those of others alone. */
final class ThreadRules {

  private static final String OTHERS = "which reaches threads of others";

  private ThreadRules() {}

  static void addTo(RuleTable table) {
    String thread = "java.lang.Thread";
    table.refuse(
        thread, "which would change it for every tenant", "setDefaultUncaughtExceptionHandler");
    table.refuse(thread, OTHERS, "getAllStackTraces", "stop", "suspend", "resume");
    table.screen(thread, ThreadRules::checkOwn, "interrupt", "setPriority", "setName");
    table.screen(thread, ThreadRules::checkNumber, "start");
    table.refuse(
        "java.lang.ThreadGroup",
        OTHERS,
        "getParent",
        "interrupt",
        "stop",
        "suspend",
        "resume",
        "destroy",
        "setMaxPriority",
        "setDaemon",
        "list");
    table.screen("java.lang.ThreadGroup", ThreadRules::checkEnumerated, "enumerate");
  }

  private static void checkOwn(Call call) {
    RunThreads run = RunThreads.current();
    if (call.argument(0) instanceof Thread thread
        && thread != Thread.currentThread()
        && thread.isAlive()
        && (run == null || !run.parentOf(thread.getThreadGroup()))) {
      throw call.refused("for thread " + thread.getName() + ", which is not its own");
    }
  }

  /** Threads that executors start do not come by here; whoever watches the run counts them, too. */
  private static void checkNumber(Call call) {
    RunThreads run = RunThreads.current();
    if (run == null) {
      throw call.refused("which starts a thread outside of its run");
    }
    int most = run.territory().threads();
    if (run.activeCount() >= most && run.count() >= most) {
      throw call.refused("which is more than limits.threads = " + most);
    }
  }

  private static void checkEnumerated(Call call) {
    if (call.argument(0) instanceof ThreadGroup group) {
      RunThreads run = RunThreads.current();
      if (run == null || !run.parentOf(group)) {
        throw call.refused(OTHERS);
      }
    }
  }
}
