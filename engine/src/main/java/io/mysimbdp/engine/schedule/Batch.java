package io.mysimbdp.engine.schedule;

import java.util.List;

/** Files of one tenant that go to its app in one call. */
record Batch(Tenant tenant, List<WaitingFile> files) {

  Batch {
    files = List.copyOf(files);
  }
}
