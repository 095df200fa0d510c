package io.mysimbdp.engine.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with figures, for the textfile collector of node_exporter. */
final class TextFile {

  private static final Logger LOG = LoggerFactory.getLogger(TextFile.class);

  private final Path file;

  TextFile(Path file) {
    this.file = file;
  }

  /** Replaces the file as a whole; whoever reads meanwhile sees the old one or the new one. */
  void write(PrometheusRegistry figures) {
    // Not of the kind that is looked for, and with the rights that the umask leaves to readers.
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      try (OutputStream out = Files.newOutputStream(next)) {
        PrometheusTextFormatWriter.create()
            .write(out, figures.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("The metrics cannot be written to {}: {}", file, e.toString());
    }
  }
}
