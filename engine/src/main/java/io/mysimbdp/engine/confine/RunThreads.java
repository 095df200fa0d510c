package io.mysimbdp.engine.confine;

import io.mysimbdp.engine.confine.Callbacks.CallbackThread;
import io.mysimbdp.engine.failure.PlaceInCode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one run: that of the app, and all that are started from one of them. A thread
 * belongs to the group of the thread that made it, also those of the JDK's executors, so this holds
 * however an app starts them; the JDK's common pool belongs to nobody.
 */
public final class RunThreads extends ThreadGroup {

  private final Territory territory;
  private final PrintStream prints;
  private final CpuTimes cpuTimes = new CpuTimes();
  private volatile boolean doomed;

  /** Makes the group of a run, with no thread in it yet. It is gone once its last thread is. */
  @SuppressWarnings("removal") // Without it, Java up to 18 keeps every group for ever.
  public RunThreads(String runId, Territory territory) {
    super(root(), "run " + runId);
    this.territory = territory;
    this.prints = Prints.to(territory.log());
    setDaemon(true);
  }

  /**
   * Groups of runs are children of the engine's, never of each other: the engine's own threads are
   * made by whoever happens to ask for them.
   */
  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (of(group) != null) {
      group = group.getParent();
    }
    return group;
  }

  /** Returns the run that the calling thread belongs to, or null. */
  static @Nullable RunThreads current() {
    return of(Thread.currentThread().getThreadGroup());
  }

  /** Returns the names of the threads of the calling thread's run that live beside it; sorted. */
  public static List<String> othersOfCurrent() {
    RunThreads run = current();
    return run == null ? List.of() : run.namesWithout(Thread.currentThread());
  }

  private static @Nullable RunThreads of(@Nullable ThreadGroup group) {
    for (ThreadGroup each = group; each != null; each = each.getParent()) {
      if (each instanceof RunThreads run) {
        return run;
      }
    }
    return null;
  }

  /** Returns the stream to the run's log. */
  PrintStream prints() {
    return prints;
  }

  Territory territory() {
    return territory;
  }

  /** Returns how many threads live. */
  public int count() {
    return living().size();
  }

  /**
   * Returns the CPU time of all threads of the run up to now.
   *
   * <p>In it is whatever they do: the app's own code, and what the engine does for it on the same
   * threads, that is reading and splitting files, checking and binding rows and putting them into
   * requests. Not in it is what others do for it: the driver's threads, Cassandra, and the JDK's
   * common pool, which belongs to nobody. The app's thread and those that wrangle beside it are
   * counted to their ends; threads that the app has started itself, as they were last seen, which
   * is at most a tenth of a second before they end.
   */
  public Duration cpuTime() {
    sampleCpuTime();
    return cpuTimes.total();
  }

  /** Looks how much CPU time the threads have taken; to be called now and then. */
  public void sampleCpuTime() {
    for (Thread thread : all()) {
      if (!isShared(thread)) {
        cpuTimes.see(thread.getId());
      }
    }
    cpuTimes.foldEnded();
  }

  /** Notes the CPU time of the calling thread, if it is one of a run's; to be called at its end. */
  public static void noteCpuTime() {
    RunThreads run = current();
    if (run != null) {
      run.cpuTimes.see(Thread.currentThread().getId());
    }
  }

  /** Returns whether the run has more threads than it may have. */
  public boolean areTooMany() {
    // The cheap estimate first: this is asked several times a second.
    return activeCount() > territory.threads()
        && living().stream().filter(thread -> !(thread instanceof CallbackThread)).count()
            > territory.threads();
  }

  /**
   * Returns where the tenant's code is just now, as the end of a sentence; empty when nobody can
   * tell. A callback comes first: whoever waits for it waits with it.
   *
   * @param app the thread that called the app
   * @param jar the name of the loader of the tenant's classes
   */
  public String whereabouts(Thread app, String jar) {
    for (Thread thread : living()) {
      Optional<String> place =
          thread instanceof CallbackThread ? place(thread, jar) : Optional.empty();
      if (place.isPresent()) {
        return "; a callback of executeAsync is waiting at "
            + place.get()
            + ", and until it returns no other answer comes";
      }
    }
    return place(app, jar).map(place -> "; it was at " + place).orElse("");
  }

  private static Optional<String> place(Thread thread, String jar) {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame -> jar.equals(frame.getClassLoaderName()))
        .findFirst()
        .map(frame -> frame.getClassName() + " (" + PlaceInCode.text(frame) + ")");
  }

  /** Returns the names of the threads that live, apart from one; sorted. */
  public List<String> namesWithout(Thread app) {
    return living().stream().filter(thread -> thread != app).map(Thread::getName).sorted().toList();
  }

  /** Interrupts every thread that lives. */
  public void interruptAll() {
    living().forEach(Thread::interrupt);
  }

  /** Ends every thread that goes on in the tenant's classes, from now on. */
  public void doom() {
    doomed = true;
    Checkpoint.doomedRuns.incrementAndGet();
  }

  /** Takes {@link #doom} back, once no thread lives. */
  public void forget() {
    if (doomed) {
      doomed = false;
      Checkpoint.doomedRuns.decrementAndGet();
    }
  }

  boolean isDoomed() {
    return doomed;
  }

  private List<Thread> living() {
    return all().stream().filter(thread -> !isShared(thread) && !isIdle(thread)).toList();
  }

  private List<Thread> all() {
    Thread[] threads;
    int found;
    int room = activeCount() + 8;
    do {
      threads = new Thread[room];
      found = enumerate(threads);
      room *= 2;
    } while (found == threads.length);
    return new ArrayList<>(Arrays.asList(threads).subList(0, found));
  }

  private static boolean isShared(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool();
  }

  private static boolean isIdle(Thread thread) {
    return thread instanceof CallbackThread callbacks && !callbacks.isBusy();
  }

  /** Tells the tenant, where a thread of its own has died of an exception, instead of stderr. */
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (!(thrown instanceof DoomedRunError)) {
      territory.log().warn("Thread {} has died", thread.getName(), thrown);
    }
  }
}
