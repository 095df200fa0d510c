package io.mysimbdp.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTapTest {

  private final LoggerConfig root =
      ((LoggerContext) LogManager.getContext(false)).getConfiguration().getRootLogger();
  private final Listening outside = new Listening();

  @BeforeEach
  void listen() {
    outside.start();
    root.addAppender(outside, null, null);
  }

  @AfterEach
  void stop() {
    root.removeAppender(outside.getName());
  }

  @Test
  void lines_are_taken_and_counted_until_it_is_closed() {
    org.apache.logging.log4j.Logger library = LogManager.getLogger("com.example.Library");
    EventLog events = new EventLog(LogManager.getLogger("com.example.Engine"));
    try (LogTap tap = LogTap.open()) {
      library.error("a library complains");
      AppLog.of("acme", "run-1").info("an app says something");
      events.warn(Event.THREADS_LEFT, About.tenant("acme").with("threads", 2), "{} left", 2);
      events.info(Event.BATCH_BEGAN, About.platform(), "nothing to look at");

      assertThat(tap.appLines()).isEqualTo(1);
      assertThat(tap.sentences(Event.THREADS_LEFT)).containsExactly("2 left");
      assertThat(tap.sentences(Event.BATCH_BEGAN)).isEmpty();
    }
    assertThat(outside.lines).isEmpty();

    library.error("heard again");

    assertThat(outside.lines).containsExactly("heard again");
  }

  @Test
  void defects_of_the_engine_are_let_through() {
    EventLog events = new EventLog(LogManager.getLogger("com.example.Engine"));
    try (LogTap tap = LogTap.open()) {
      events.defect(About.platform(), "it is broken", new IllegalStateException("here"));
      assertThat(tap.appLines()).isZero();
    }

    assertThat(outside.lines).containsExactly("it is broken");
  }

  private static final class Listening extends AbstractAppender {

    private final List<String> lines = new ArrayList<>();

    private Listening() {
      super("listening", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage());
    }
  }
}
