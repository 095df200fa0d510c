package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The files of a run, and what has been decided on each while it ran. Safe for several threads. */
final class BatchFiles implements AutoCloseable {

  /** Why a file is not done. */
  record Verdict(FileResult.State state, FailureCode code, String reason) {}

  private final List<OpenedFile> files;
  private final Set<FileIntake> intakes;
  private final Map<OpenedFile, Verdict> verdicts = new ConcurrentHashMap<>();
  private final Map<OpenedFile, Boolean> completed = new ConcurrentHashMap<>();

  BatchFiles(List<OpenedFile> files) {
    this.files = List.copyOf(files);
    this.intakes = files.stream().map(OpenedFile::intake).collect(Collectors.toUnmodifiableSet());
  }

  List<OpenedFile> all() {
    return files;
  }

  Optional<OpenedFile> named(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  boolean owns(TrackedRecord record) {
    return intakes.contains(record.intake());
  }

  /** Notes that the engine has read a file to its end and handed over all of its rows. */
  void completed(OpenedFile file) {
    completed.put(file, true);
  }

  boolean isCompleted(OpenedFile file) {
    return completed.containsKey(file);
  }

  /** Notes that a file cannot be done. The first verdict stays. */
  void judge(OpenedFile file, Verdict verdict) {
    verdicts.putIfAbsent(file, verdict);
  }

  Optional<Verdict> verdict(OpenedFile file) {
    return Optional.ofNullable(verdicts.get(file));
  }

  @Override
  public void close() {
    files.forEach(OpenedFile::close);
  }
}
