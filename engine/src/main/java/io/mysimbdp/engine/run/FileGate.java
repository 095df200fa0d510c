package io.mysimbdp.engine.run;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.Expansion;
import io.mysimbdp.engine.admission.FileAdmission;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one file that show only while it is read. What has been refused once stays refused,
 * even when the app swallows the exception. Safe for several threads.
 */
final class FileGate {

  private final String file;
  private final long stagedBytes;
  private final FileAdmission admission;
  private final AtomicLong records = new AtomicLong();
  private final AtomicReference<Decision.@Nullable Refused> refusal = new AtomicReference<>();

  FileGate(String file, long stagedBytes, FileAdmission admission) {
    this.file = file;
    this.stagedBytes = stagedBytes;
    this.admission = admission;
  }

  /** Returns why the file has been refused; null when it has not. */
  Decision.@Nullable Refused refusal() {
    return refusal.get();
  }

  /** Begins with the records that a run before has read. */
  void resume(long before) {
    records.set(before);
  }

  /** To be called with how many bytes have come out of a compressed file. */
  void expanded(long bytes) {
    check(admission.judge(new Expansion(stagedBytes, bytes)));
  }

  /** To be called with the first bytes of the records. */
  void head(byte[] head) {
    check(admission.judgeContent(head));
  }

  /** To be called with the column names. */
  void header(List<String> columns) {
    check(admission.judgeHeader(columns));
  }

  /** To be called for each record, before it is given to the app. */
  void record() {
    check(admission.judgeRecords(records.incrementAndGet()));
  }

  private void check(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      refusal.compareAndSet(null, refused);
      throw new RefusedFileException(file, refused);
    }
  }
}
