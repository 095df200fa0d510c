package io.mysimbdp.engine.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.NoLinks;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rejects of one file in one run, a JSON object a line: {@code <file>.<run id>.rejects.jsonl}
 * in the tenant's folder {@code rejects}. The file is made with the first reject. Safe for several
 * threads.
 */
public final class RejectLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RejectLog.class);
  private static final String SUFFIX = ".jsonl";
  private static final String PART = ".p";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final boolean discards;
  private final RejectKinds kinds = new RejectKinds();
  private @Nullable BufferedWriter writer;
  private @Nullable FileChannel file;

  /** Names the log; nothing is created yet. */
  public RejectLog(Path folder, String fileName, String runId) {
    this(folder.resolve(fileName + "." + runId + ".rejects" + SUFFIX), false);
  }

  /**
   * Names the log of a part of a file, which lies beside that of the whole until the whole has it;
   * {@link #delete} of that one deletes it as well.
   *
   * @param number which part
   */
  public static RejectLog ofPart(Path folder, String fileName, String runId, int number) {
    return new RejectLog(
        folder.resolve(fileName + "." + runId + ".rejects" + PART + number + SUFFIX), false);
  }

  /**
   * Deletes what logs of parts a run has left, if there are any.
   *
   * @throws IOException when the disk does not let go of them
   */
  public static void deleteParts(Path folder, String fileName, String runId) throws IOException {
    delete(folder, name -> name.startsWith(fileName + "." + runId + ".rejects" + PART));
  }

  private RejectLog(Path path, boolean discards) {
    this.path = path;
    this.discards = discards;
  }

  /** Returns a log that keeps nothing. */
  public static RejectLog discarding() {
    return new RejectLog(Path.of("discarded"), true);
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
    if (discards) {
      return;
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("file", reject.file());
    line.put("line", reject.line());
    line.put("byte_offset", reject.byteOffset());
    line.put("column", reject.column());
    line.put("rule", reject.rule());
    line.put("message", reject.message());
    line.put("raw", reject.raw());
    if (reject.rawBase64() != null) {
      line.put("raw_base64", reject.rawBase64());
    }
    if (!reject.isWhole()) {
      line.put("raw_is_whole", false);
    }
    kinds.add(reject.rule(), reject.column());
    try {
      write(JSON.writeValueAsString(line));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /**
   * Takes over what a run before has rejected up to a line, from its own log; to be called before
   * the first reject.
   *
   * @param former the log of that run; null: it has rejected nothing
   * @throws EngineException when the log is not there, or the disk does not take it
   */
  public synchronized void carryOver(@Nullable String former, long beforeLine) {
    if (former == null || Path.of(former).equals(path)) {
      return;
    }
    try (BufferedReader lines = reader(Path.of(former))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode reject = RejectDigest.tree(line);
        // A line that a crash has cut off lies behind every position.
        if (reject.path("line").asLong(Long.MAX_VALUE) < beforeLine) {
          kinds.add(reject.path("rule").asText(), RejectDigest.column(reject));
          write(line);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.warn("The rejects of an earlier run are gone: {}", former);
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /**
   * Takes over the lines of another log that is still written to, as they are.
   *
   * @param from how many bytes of it have been taken over before
   * @return how many have been taken over now; a line that is not whole is left for the next time
   * @throws EngineException when the disk does not give or take them
   */
  public synchronized long append(Path other, long from) {
    if (discards || !Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
      return from;
    }
    try (BufferedInputStream in = new BufferedInputStream(NoLinks.read(other))) {
      in.skipNBytes(from);
      long taken = from;
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        JsonNode reject = RejectDigest.tree(text);
        kinds.add(reject.path("rule").asText(), RejectDigest.column(reject));
        write(text);
        taken += line.size() + 1L;
        line.reset();
      }
      return taken;
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Opens a log, following no link; to be closed. */
  static BufferedReader reader(Path log) throws IOException {
    return new BufferedReader(new InputStreamReader(NoLinks.read(log), StandardCharsets.UTF_8));
  }

  /** Whatever lies there, nothing is written through it. */
  private static OutputStream created(Path target) throws IOException {
    NoLinks.delete(target);
    return Channels.newOutputStream(NoLinks.create(target));
  }

  /**
   * Returns how many rejects there are of each kind, those that were taken over among them. Kinds
   * beyond the first twenty are counted as one, {@code other}.
   */
  public synchronized Map<String, Long> kinds() {
    return kinds.counts();
  }

  /**
   * Brings everything to the disk that has been added so far.
   *
   * @throws EngineException when the disk does not take it
   */
  public synchronized void force() {
    try {
      if (writer != null && file != null) {
        writer.flush();
        file.force(false);
      }
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private void write(String line) throws IOException {
    BufferedWriter out = writer;
    if (out == null) {
      NoLinks.folderOf(path);
      FileChannel channel = NoLinks.create(path);
      file = channel;
      out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
      writer = out;
    }
    out.write(line);
    out.write('\n');
  }

  /**
   * Writes all rejects as a file that can be mended and staged again, beside the log: {@code
   * <file>.<run id>.rejects} with an extension. To be called when the log is closed; does nothing
   * where nothing was rejected. Records that were too long to be held are left out.
   *
   * @param preamble what stands before the first record
   * @throws EngineException when the disk does not take it
   */
  public synchronized void writeMendable(byte[] preamble, Charset charset, String extension) {
    if (discards || !Files.exists(path)) {
      return;
    }
    Path target = path.resolveSibling(stem(path) + extension);
    try (BufferedReader lines = reader(path);
        OutputStream out = new BufferedOutputStream(created(target))) {
      out.write(preamble);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode reject = JSON.readTree(line);
        if (reject.path("raw_is_whole").asBoolean(true)) {
          JsonNode exact = reject.get("raw_base64");
          byte[] record =
              exact == null ? reject.path("raw").asText().getBytes(charset) : exact.binaryValue();
          out.write(record);
          if (record.length > 0 && record[record.length - 1] == '\r') {
            // This one is of the record; it must not become a part of the line end.
            out.write('\r');
          }
          out.write('\n');
        }
      }
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /**
   * Deletes a log, and the file beside it that was to be mended, if they are there.
   *
   * @throws IOException when the disk does not let go of them
   */
  public static void delete(Path log) throws IOException {
    Path folder = log.getParent();
    String stem = stem(log);
    if (folder != null) {
      delete(folder, name -> name.equals(stem) || name.startsWith(stem + "."));
    }
  }

  private static void delete(Path folder, Predicate<String> names) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> all = NoLinks.list(folder)) {
      for (Path each : all) {
        if (names.test(String.valueOf(each.getFileName()))) {
          NoLinks.delete(each);
        }
      }
    }
  }

  private static String stem(Path log) {
    String name = String.valueOf(log.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
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
        file = null;
      }
    }
  }

  private EngineException notWritable(Exception e) {
    return new EngineException(
        FailureCode.DISK, "Rejects cannot be written to " + path + ": " + e.getMessage(), e);
  }
}
