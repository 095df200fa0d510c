package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.NamePatterns;

/** A file's extension is one of those allowed: {@code files.extensions}. */
final class Extension implements Constraint<FileFacts> {

  private final NamePatterns allowed;

  Extension(NamePatterns allowed) {
    this.allowed = allowed;
  }

  @Override
  public String rule() {
    return "files.extensions";
  }

  @Override
  public Decision judge(FileFacts file) {
    String extension = file.extension();
    if (allowed.allow(extension)) {
      return Decision.ADMITTED;
    }
    return new Decision.Refused(
        rule(),
        allowed.toString(),
        extension,
        (extension.isEmpty() ? "it has no extension" : "its extension is " + extension)
            + "; files.extensions allows "
            + allowed);
  }
}
