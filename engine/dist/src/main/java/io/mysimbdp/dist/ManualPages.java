package io.mysimbdp.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Pages of the manual for {@code man}, one of each command. */
final class ManualPages {

  private final Path work;

  /**
   * Makes a writer of pages.
   *
   * @param work a folder for the pages as AsciiDoc
   */
  ManualPages(Path work) {
    this.work = work;
  }

  void write(CommandLine line, Path folder) throws IOException {
    Files.createDirectories(work);
    Files.createDirectories(folder);
    int code =
        ManPageGenerator.generateManPage(
            work.toFile(), null, new boolean[0], false, line.getCommandSpec());
    if (code != 0) {
      throw new IOException("pages of the manual: exit code " + code);
    }
    // Without the day on which it is made, so that the same commands give the same pages.
    Attributes attributes = Attributes.builder().attribute("reproducible", "").build();
    try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
      for (Path page : pages()) {
        asciidoctor.convertFile(
            page.toFile(),
            Options.builder()
                .backend("manpage")
                .docType("manpage")
                .safe(SafeMode.UNSAFE)
                .toDir(folder.toFile())
                .attributes(attributes)
                .build());
      }
    }
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.list(work)) {
      return all.filter(each -> each.toString().endsWith(".adoc")).sorted().toList();
    }
  }
}
