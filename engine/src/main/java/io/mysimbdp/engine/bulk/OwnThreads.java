package io.mysimbdp.engine.bulk;

/**
 * Starts threads that are the engine's own, whoever asks for them. One that a thread of an app has
 * made would count as the app's, be interrupted with it, and look for classes in its JAR. Safe for
 * several threads.
 */
final class OwnThreads {

  private final ThreadGroup group;

  /** Makes threads in the group of the calling thread, which must be the engine's. */
  OwnThreads() {
    this.group = Thread.currentThread().getThreadGroup();
  }

  /** Starts a thread that keeps no process alive. */
  Thread start(Runnable task, String name) {
    Thread thread = new Thread(group, task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThreads.class.getClassLoader());
    thread.start();
    return thread;
  }
}
