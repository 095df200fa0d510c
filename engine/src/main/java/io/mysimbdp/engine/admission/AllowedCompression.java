package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.NamePatterns;

/** A file is compressed in a way that is allowed, or not at all: {@code files.compressions}. */
final class AllowedCompression implements Constraint<FileFacts> {

  private final NamePatterns allowed;

  AllowedCompression(NamePatterns allowed) {
    this.allowed = allowed;
  }

  @Override
  public String rule() {
    return "files.compressions";
  }

  @Override
  public Decision judge(FileFacts file) {
    String compression = file.compression();
    if (allowed.allow(compression)) {
      return Decision.ADMITTED;
    }
    return new Decision.Refused(
        rule(),
        allowed.toString(),
        compression,
        (compression.equals("none")
                ? "it is not compressed"
                : "its name says that it is compressed by " + compression)
            + "; files.compressions allows "
            + allowed);
  }
}
