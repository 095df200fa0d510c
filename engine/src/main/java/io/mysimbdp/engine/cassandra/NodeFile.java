package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.machine.ProcessId;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** The file that says which server runs. Written whole or not at all. */
final class NodeFile {

  private final Path path;

  NodeFile(Path path) {
    this.path = path;
  }

  /** Returns what the file says; nothing when there is none or it makes no sense. */
  Optional<NodeState> read() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
      Node node =
          new Node(
              Long.parseLong(properties.getProperty("pid", "")),
              Instant.parse(properties.getProperty("started-at", "")),
              properties.getProperty("address", ""),
              Integer.parseInt(properties.getProperty("port", "")),
              Integer.parseInt(properties.getProperty("storage-port", "")),
              Integer.parseInt(properties.getProperty("jmx-port", "")));
      Set<ProcessId> users = new LinkedHashSet<>();
      Arrays.stream(properties.getProperty("users", "").split(",", -1))
          .filter(user -> !user.isEmpty())
          .map(ProcessId::parse)
          .forEach(users::add);
      return Optional.of(
          new NodeState(node, Boolean.parseBoolean(properties.getProperty("kept")), users));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      // Left over from a crash or edited by hand: no server can be found by it.
      return Optional.empty();
    }
  }

  void write(NodeState state) {
    Properties properties = new Properties();
    Node node = state.node();
    properties.setProperty("pid", Long.toString(node.pid()));
    properties.setProperty("started-at", node.startedAt().toString());
    properties.setProperty("address", node.address());
    properties.setProperty("port", Integer.toString(node.port()));
    properties.setProperty("storage-port", Integer.toString(node.storagePort()));
    properties.setProperty("jmx-port", Integer.toString(node.jmxPort()));
    properties.setProperty("kept", Boolean.toString(state.kept()));
    properties.setProperty(
        "users", state.users().stream().map(ProcessId::toString).collect(Collectors.joining(",")));
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
        properties.store(writer, "The running server; written by the engine");
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot write " + path + ": " + e, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot delete " + path + ": " + e, e);
    }
  }
}
