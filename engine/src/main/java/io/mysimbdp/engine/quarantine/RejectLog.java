package io.mysimbdp.engine.quarantine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rejects of one file in one run, a JSON object a line: {@code <file>.<run id>.rejects.jsonl}
 * in the tenant's folder {@code rejects}. The file is made with the first reject. Safe for several
 * threads.
 */
public final class RejectLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private @Nullable BufferedWriter writer;

  /** Names the log; nothing is created yet. */
  public RejectLog(Path folder, String fileName, String runId) {
    this.path = folder.resolve(fileName + "." + runId + ".rejects.jsonl");
  }

  /** Returns where the rejects are written. */
  public Path path() {
    return path;
  }

  /**
   * Writes one reject.
   *
   * @throws EngineException when the disk does not take it
   */
  public synchronized void add(Reject reject) {
    ObjectNode line = JSON.createObjectNode();
    line.put("file", reject.file());
    line.put("line", reject.line());
    line.put("byte_offset", reject.byteOffset());
    line.put("column", reject.column());
    line.put("rule", reject.rule());
    line.put("message", reject.message());
    line.put("raw", reject.raw());
    try {
      BufferedWriter out = writer;
      if (out == null) {
        Files.createDirectories(path.getParent());
        out = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
        writer = out;
      }
      out.write(JSON.writeValueAsString(line));
      out.write('\n');
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /**
   * Writes what is buffered.
   *
   * @throws EngineException when the disk does not take it
   */
  @Override
  public synchronized void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        throw notWritable(e);
      } finally {
        writer = null;
      }
    }
  }

  private EngineException notWritable(IOException e) {
    return new EngineException(
        FailureCode.DISK, "Rejects cannot be written to " + path + ": " + e.getMessage(), e);
  }
}
