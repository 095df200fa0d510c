package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The threads that do things later. */
class TimersTest {

  @Test
  void their_threads_do_not_remember_the_class_loader_of_whoever_uses_them_first()
      throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Callable<ClassLoader> loader = () -> Thread.currentThread().getContextClassLoader();
    try (Timers timers = Timers.start();
        URLClassLoader tenant = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(tenant);
      assertThat(timers.retries().submit(loader).get()).isSameAs(before);
      assertThat(timers.housekeeper().submit(loader).get()).isSameAs(before);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
