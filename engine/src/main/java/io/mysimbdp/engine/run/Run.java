package io.mysimbdp.engine.run;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.staging.Fingerprint;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a worker needs to run one batch, wherever it runs: a value without ties to the engine's
 * memory.
 *
 * @param id unique; stands in logs, ledger and names of files
 * @param profile the tenant and what it may do
 * @param plugin the tenant's JAR
 * @param tenantFolder the path of the tenant's folder
 * @param files the batch, in the order of arrival; at least one
 * @param startedAt when it began, in whole milliseconds
 * @param firstWriteTimeMicros the write time of the first row, in microseconds since 1970; later
 *     runs of a tenant have later ones
 * @param verification what to read back instead of writing; null: the run writes
 */
public record Run(
    String id,
    TenantProfile profile,
    PluginRef plugin,
    String tenantFolder,
    List<RunFile> files,
    Instant startedAt,
    long firstWriteTimeMicros,
    @Nullable VerificationOrder verification)
    implements Serializable {

  /** Copies. */
  public Run {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("Run " + id + " has no files");
    }
  }

  /** Makes a run that writes. */
  public Run(
      String id,
      TenantProfile profile,
      PluginRef plugin,
      String tenantFolder,
      List<RunFile> files,
      Instant startedAt,
      long firstWriteTimeMicros) {
    this(id, profile, plugin, tenantFolder, files, startedAt, firstWriteTimeMicros, null);
  }

  /** Returns the bytes of its files together, as staged. */
  public long totalBytes() {
    return files.stream().mapToLong(RunFile::sizeBytes).sum();
  }

  /**
   * Returns the SHA-256 of what the tenant may do, hexadecimal: another profile, another digest.
   */
  public String profileSha256() {
    return Fingerprint.ofText(profile.toString());
  }

  /** Returns what part of its only file it is about; null: it is about whole files. */
  public @Nullable FilePart part() {
    return files.get(0).part();
  }

  /** Returns the id of the run that it belongs to: its own, unless it is about a part of a file. */
  public String wholeId() {
    FilePart part = part();
    return part == null ? id : part.wholeRunId();
  }

  /**
   * Returns the run of a part of its only file.
   *
   * @param file the part
   * @param firstWriteMicros the write time of its first row
   */
  public Run of(RunFile file, FilePart part, long firstWriteMicros) {
    return new Run(
        part.wholeRunId() + "-p" + part.number(),
        profile,
        plugin,
        tenantFolder,
        List.of(file),
        startedAt,
        firstWriteMicros,
        verification);
  }

  /** Returns the same run, whose app gets a process of its own. */
  public Run isolated() {
    return new Run(
        id,
        profile.isolated(),
        plugin,
        tenantFolder,
        files,
        startedAt,
        firstWriteTimeMicros,
        verification);
  }

  /**
   * Returns the result of a run of which nobody knows how far it has come, and whose files are to
   * be run again.
   */
  public RunResult setBack(FailureCode code, String reason) {
    return ended(FileResult.State.SET_BACK, code, reason);
  }

  /** Returns the result of a run that ended before any record was read. */
  public RunResult notRun(FailureCode code, String reason) {
    return ended(FileResult.State.FAILED, code, reason);
  }

  private RunResult ended(FileResult.State state, FailureCode code, String reason) {
    List<FileResult> results =
        files.stream().map(file -> FileResult.of(file.name(), state, code, reason)).toList();
    return RunResult.failed(id, results, code, reason);
  }
}
