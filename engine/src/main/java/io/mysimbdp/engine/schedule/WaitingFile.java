package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.FileStamp;
import java.nio.file.Path;

/** A complete file that waits for its turn. */
record WaitingFile(String name, Path path, FileStamp stamp) {}
