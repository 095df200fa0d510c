package io.mysimbdp.dist;

import io.mysimbdp.engine.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills the folder that becomes the archive with what is made and not copied. */
public final class Distribution {

  private Distribution() {}

  /**
   * Makes it all.
   *
   * @param args the folder of the source tree; the folder to be filled, in which {@code repository}
   *     holds the published JARs and POMs already; a folder for what lies in between
   */
  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0]).normalize();
    Path content = Path.of(args[1]);
    Path work = Path.of(args[2]);
    Path share = Files.createDirectories(content.resolve("share"));
    Completion.write(Main.commandLine(), share);
    new ManualPages(work.resolve("manual")).write(Main.commandLine(), share.resolve("man/man1"));
    Samples.write(content.resolve("tenants"));
    Licences licences = new Licences(content.resolve("licenses"));
    licences.add(sources.resolve("engine/target/bom.json"), sources.resolve("engine/target/lib"));
    licences.add(
        sources.resolve("engine/cassandra/target/bom.json"),
        sources.resolve("engine/cassandra/target/lib"));
    licences.write();
    Repository.complete(content.resolve("repository"));
  }
}
