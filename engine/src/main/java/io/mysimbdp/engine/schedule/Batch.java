package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import java.util.List;

/**
 * Files of one tenant that go to its app in one call.
 *
 * @param use what the tenant has used up; is charged with what gets done
 */
record Batch(Tenant tenant, TenantUse use, List<WaitingFile> files) {

  Batch {
    files = List.copyOf(files);
  }

  /** Returns the file of this name, which must be one of it. */
  WaitingFile file(String name) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Not of this batch: " + name));
  }

  /** Returns its share of the heap. */
  long heapBytes() {
    return tenant.profile().heapBytes();
  }

  /** Returns what it counts for when it is decided whose turn it is next, in bytes. */
  long cost() {
    return files.stream()
        .mapToLong(file -> file.stamp().sizeBytes() + Batches.FILE_COST_BYTES)
        .sum();
  }
}
