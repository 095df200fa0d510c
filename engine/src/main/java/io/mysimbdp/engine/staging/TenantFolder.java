package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The folder of one tenant, {@code tenants/<id>}, what lies in it, and where its files arrive.
 *
 * @param root the folder itself
 * @param staging where the tenant's files arrive; finished files lie beside it
 */
public record TenantFolder(Path root, Path staging) {

  /** Makes a folder in which the tenant's files arrive as well. */
  public TenantFolder(Path root) {
    this(root, root.resolve("staging"));
  }

  /** Tells whether anything lies in the staging directory; also when that cannot be told. */
  public boolean hasStagedFiles() {
    try (DirectoryStream<Path> entries = NoLinks.list(staging)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // Whoever reads the directory in earnest reports this.
      return true;
    }
  }

  /** Returns when something was put into the staging directory or taken out; empty: unknown. */
  public Optional<FileTime> stagingModified() {
    try {
      return Optional.of(Files.getLastModifiedTime(staging));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns where ingested files go. */
  public Path done() {
    return staging.resolveSibling("done");
  }

  /** Returns where refused files go, each with its reason beside it. */
  public Path refused() {
    return staging.resolveSibling("refused");
  }

  /** Returns where rejected records are written. */
  public Path rejects() {
    return root.resolve("rejects");
  }
}
