package io.mysimbdp.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for those who read events. */
class EventTableTest {

  @Test
  void lists_every_event_with_its_fields() throws IOException {
    StringBuilder table = new StringBuilder("| `event` | when | its own fields |\n|---|---|---|\n");
    for (Event event : Event.values()) {
      String fields =
          new TreeSet<>(event.fields())
              .stream().map(field -> "`" + field + "`").collect(Collectors.joining(", "));
      table.append(
          ("| `" + event.label() + "` | " + event.meaning() + " | " + fields + " |\n")
              .replace("|  |", "| |"));
    }

    assertThat(Files.readString(Path.of("../conf/EVENTS.md"))).contains(table);
  }
}
